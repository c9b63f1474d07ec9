package coda.voice.server.metrics;

import coda.voice.engine.ladder.RungStatus;
import coda.voice.gateway.ServiceStatus.EngineStatus;
import coda.voice.server.EngineSet;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** How the engines are, each, and each of those behind it. */
final class EngineMeters {
  private EngineMeters() {}

  static void bind(MeterRegistry registry, EngineSet engines) {
    Gauge.builder("coda.permits.used", engines, EngineSet::inUse)
        .description("Permits of engines that are taken; none while nobody talks")
        .register(registry);
    for (EngineStatus engine : engines.status()) {
      Tags tags = Tags.of("role", engine.role(), "engine", engine.name());
      Gauge.builder("coda.engine.usable", engines, set -> usable(set, engine.role()))
          .description("1 while the engine can be used, else 0")
          .tags(tags)
          .register(registry);
      for (RungStatus rung : engine.rungs()) {
        bind(registry, engines, engine.role(), rung.engine());
      }
    }
  }

  private static void bind(MeterRegistry registry, EngineSet engines, String role, String name) {
    Tags tags = Tags.of("role", role, "engine", name);
    Gauge.builder(
            "coda.engine.circuit",
            engines,
            set -> figure(set, role, name, r -> r.circuit().ordinal()))
        .description("0 the engine is asked, 1 it is left alone, 2 one piece of work tries it")
        .tags(tags)
        .register(registry);
    counter(registry, engines, "coda.engine.asked", role, name, tags, r -> r.counts().asked());
    counter(
        registry, engines, "coda.engine.delivered", role, name, tags, r -> r.counts().delivered());
    counter(
        registry,
        engines,
        "coda.engine.failed",
        role,
        name,
        tags,
        r -> r.counts().failed().values().stream().mapToLong(Long::longValue).sum());
    counter(
        registry,
        engines,
        "coda.engine.skipped",
        role,
        name,
        tags,
        r -> r.counts().skippedOpen() + r.counts().skippedBusy());
  }

  private static void counter(
      MeterRegistry registry,
      EngineSet engines,
      String meter,
      String role,
      String name,
      Tags tags,
      ToDoubleFunction<RungStatus> figure) {
    FunctionCounter.builder(meter, engines, set -> figure(set, role, name, figure))
        .description("Pieces of work, by what became of them")
        .tags(tags)
        .register(registry);
  }

  private static double usable(EngineSet engines, String role) {
    return status(engines, role).filter(engine -> engine.health().usable()).isPresent() ? 1 : 0;
  }

  private static double figure(
      EngineSet engines, String role, String name, ToDoubleFunction<RungStatus> figure) {
    return status(engines, role)
        .flatMap(engine -> engine.rungs().stream().filter(r -> r.engine().equals(name)).findFirst())
        .map(figure::applyAsDouble)
        .orElse(Double.NaN);
  }

  private static Optional<EngineStatus> status(EngineSet engines, String role) {
    return engines.status().stream().filter(engine -> engine.role().equals(role)).findFirst();
  }
}
