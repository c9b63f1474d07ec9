package coda.voice.server.doctor;

import coda.voice.engine.gpu.MemorySize;
import coda.voice.engine.gpu.Pressure;
import coda.voice.engine.gpu.device.CardReading;
import coda.voice.engine.gpu.device.GpuProbe;
import coda.voice.engine.gpu.device.GpuReadings;
import coda.voice.server.config.GpuConfig;
import coda.voice.server.gpu.GpuInventory;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Graphics cards, and whether what is configured fits them. */
final class GpuChecks {
  private static final String AREA = "graphics";

  private GpuChecks() {}

  /**
   * What is there, and what does not fit.
   *
   * @param probe reads the cards
   * @param config empty when the configuration is wrong
   */
  static List<Finding> findings(GpuProbe probe, Optional<GpuConfig> config) {
    GpuReadings readings = probe.read();
    List<Finding> findings = new ArrayList<>();
    if (!readings.present()) {
      findings.add(Finding.missing(AREA, "card", readings.detail()));
    }
    readings.cards().forEach(card -> findings.add(card(card, readings.detail())));
    config.ifPresent(
        gpu -> {
          GpuInventory inventory = GpuInventory.of(gpu, readings);
          inventory
              .problems()
              .forEach(p -> findings.add(Finding.failed(AREA, p.path(), p.message())));
          inventory
              .warnings()
              .forEach(warning -> findings.add(Finding.warning(AREA, "memory", warning)));
        });
    return findings;
  }

  private static Finding card(CardReading card, String detail) {
    Pressure pressure = Pressure.of(card.usedBytes(), card.totalBytes());
    StringBuilder words =
        new StringBuilder(
            "%s: %s of %s in use, pressure %s"
                .formatted(
                    card.name(),
                    MemorySize.words(card.usedBytes()),
                    MemorySize.words(card.totalBytes()),
                    pressure.name().toLowerCase(java.util.Locale.ROOT)));
    card.utilisationPercent()
        .ifPresent(percent -> words.append(", ").append(percent).append(" % busy"));
    card.temperatureCelsius()
        .ifPresent(degrees -> words.append(", ").append(degrees).append(" °C"));
    card.powerWatts().ifPresent(watts -> words.append(", ").append(Math.round(watts)).append(" W"));
    words.append("; ").append(detail);
    String name = "card " + card.index();
    return pressure.compareTo(Pressure.HIGH) >= 0
        ? Finding.warning(AREA, name, words.toString())
        : Finding.ok(AREA, name, words.toString());
  }
}
