package coda.voice.server.doctor;

import coda.voice.engine.EngineContext;
import coda.voice.engine.EngineProvider;
import coda.voice.engine.EngineProvider.Availability;
import coda.voice.engine.EngineRegistry;
import coda.voice.server.config.EnginesConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Which engines are on the class path, and which of them can work here. */
final class EngineChecks {
  private EngineChecks() {}

  /**
   * One finding per engine. One that the configuration chooses must work.
   *
   * @param registry all engines
   * @param config their settings and which are chosen; empty when the configuration is wrong
   */
  static List<Finding> findings(EngineRegistry registry, Optional<EnginesConfig> config) {
    List<Finding> findings = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (EngineProvider<?> provider : registry.providers()) {
        Map<String, String> settings =
            config.map(engines -> engines.settingsOf(provider.name())).orElse(Map.of());
        boolean chosen = config.filter(engines -> isChosen(provider, engines)).isPresent();
        findings.add(finding(provider, new EngineContext(settings, threads, threads), chosen));
      }
    }
    if (findings.isEmpty()) {
      findings.add(Finding.failed("engines", "none", "there is no engine on the class path"));
    }
    return findings;
  }

  private static Finding finding(
      EngineProvider<?> provider, EngineContext context, boolean chosen) {
    Availability availability = provider.availability(context);
    String area = words(provider.kind().getSimpleName());
    String name = provider.name() + (chosen ? " (chosen)" : "");
    if (availability.available()) {
      return Finding.ok(area, name, provider.summary() + " " + availability.reason());
    }
    return chosen
        ? Finding.failed(area, name, availability.reason())
        : Finding.missing(area, name, availability.reason());
  }

  private static boolean isChosen(EngineProvider<?> provider, EnginesConfig engines) {
    String name = provider.name();
    return switch (provider.kind().getSimpleName()) {
      case "Recognizer" ->
          name.equals(engines.recognizer()) || engines.recognizerFallbacks().contains(name);
      case "Synthesizer" ->
          name.equals(engines.synthesizer()) || engines.synthesizerFallbacks().contains(name);
      case "LanguageModel" ->
          name.equals(engines.languageModel()) || engines.languageModelFallbacks().contains(name);
      case "VoiceActivityDetector" -> name.equals(engines.voiceActivity());
      case "TurnDetector" -> name.equals(engines.turnDetector());
      default -> false;
    };
  }

  /** {@code VoiceActivityDetector} becomes {@code voice activity detector}. */
  private static String words(String typeName) {
    return typeName.replaceAll("(?<=[a-z])(?=[A-Z])", " ").toLowerCase(java.util.Locale.ROOT);
  }
}
