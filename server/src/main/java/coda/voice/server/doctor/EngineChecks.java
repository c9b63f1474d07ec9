package coda.voice.server.doctor;

import static coda.voice.engine.EngineError.ENGINE_UNAVAILABLE;

import coda.voice.engine.Engine;
import coda.voice.engine.EngineContext;
import coda.voice.engine.EngineException;
import coda.voice.engine.EngineProvider;
import coda.voice.engine.EngineProvider.Availability;
import coda.voice.engine.EngineRegistry;
import coda.voice.server.EngineRole;
import coda.voice.server.config.CodaConfig;
import coda.voice.server.config.EnginesConfig;
import coda.voice.server.solo.OpenEngine;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Which engines are on the class path, and which of them can work here. Those that somebody chose
 * instead of the embedded ones are warmed up: only then is it known that the server behind them
 * answers and has what was asked of it. The others are looked for where they usually are.
 */
final class EngineChecks {
  private static final String AREA = "engines";

  /** Only these may have a server behind them. */
  private static final Set<EngineRole> WARMED =
      EnumSet.of(
          EngineRole.RECOGNIZER,
          EngineRole.SYNTHESIZER,
          EngineRole.LANGUAGE_MODEL,
          EngineRole.DUPLEX_MODEL);

  private final Optional<CodaConfig> config;
  private final ExecutorService threads;

  private EngineChecks(Optional<CodaConfig> config, ExecutorService threads) {
    this.config = config;
    this.threads = threads;
  }

  /**
   * One finding per engine. One that the configuration chooses must work.
   *
   * @param registry all engines
   * @param config which are chosen, and their settings; empty when it is wrong
   */
  static List<Finding> findings(EngineRegistry registry, Optional<CodaConfig> config) {
    try (ExecutorService threads =
        Executors.newThreadPerTaskExecutor(Thread.ofPlatform().name("check-", 0).factory())) {
      EngineChecks checks = new EngineChecks(config, threads);
      List<Future<Finding>> all =
          registry.providers().stream()
              .map(provider -> threads.submit(() -> checks.finding(provider)))
              .toList();
      List<Finding> findings = new ArrayList<>();
      for (Future<Finding> each : all) {
        findings.add(result(each));
      }
      return findings.isEmpty()
          ? List.of(Finding.failed(AREA, "none", "there is no engine on the class path"))
          : findings;
    }
  }

  private static Finding result(Future<Finding> each) {
    try {
      return each.get();
    } catch (ExecutionException e) {
      return Finding.failed(AREA, "an engine", "its check failed: " + e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Finding.failed(AREA, "an engine", "its check was interrupted");
    }
  }

  private Finding finding(EngineProvider<?> provider) {
    EngineRole role = role(provider);
    Optional<EnginesConfig> engines = config.map(CodaConfig::engines);
    boolean chosen = engines.filter(each -> isChosen(provider, role, each)).isPresent();
    boolean byDefault = EnginesConfig.isDefault(role.key(), provider.name());
    if (chosen && !byDefault && WARMED.contains(role)) {
      return warmed(provider, role, config.orElseThrow());
    }
    Map<String, String> settings =
        engines.map(each -> each.settingsOf(provider.name())).orElse(Map.of());
    Availability availability = availability(provider, settings);
    String name = provider.name() + (chosen ? " (chosen)" : "");
    if (!availability.available()) {
      return chosen
          ? unavailable(provider, name, availability.reason(), isNeeded(role, config.orElseThrow()))
          : Finding.missing(area(provider), name, availability.reason());
    }
    String use =
        chosen ? "" : "; to use it, set engines.%s to %s".formatted(role.key(), provider.name());
    return Finding.ok(
        area(provider), name, provider.summary() + " (" + availability.reason() + ")" + use);
  }

  private Availability availability(EngineProvider<?> provider, Map<String, String> settings) {
    try {
      return provider.availability(new EngineContext(settings, threads, threads));
    } catch (EngineException wrongSetting) {
      return Availability.no(String.valueOf(wrongSetting.getMessage()));
    }
  }

  private static Finding warmed(EngineProvider<?> provider, EngineRole role, CodaConfig config) {
    String name = provider.name() + " (chosen)";
    try (OpenEngine<?> warm = new OpenEngine<>(provider, config.engines())) {
      return Finding.ok(
          area(provider), name, provider.summary() + " (warm after " + warm.warmUpMs() + " ms)");
    } catch (EngineException e) {
      boolean fatal = !e.is(ENGINE_UNAVAILABLE) || isNeeded(role, config);
      return unavailable(provider, name, String.valueOf(e.getMessage()), fatal);
    }
  }

  private static Finding unavailable(
      EngineProvider<?> provider, String name, String why, boolean fatal) {
    return fatal
        ? Finding.failed(area(provider), name, why)
        : Finding.warning(area(provider), name, why);
  }

  /** Whether the server does not start without it. */
  private static boolean isNeeded(EngineRole role, CodaConfig config) {
    return role.optional()
        ? config.conversation().mode().needsDuplexModel()
        : role.fallbacks(config.engines()).isEmpty();
  }

  private static boolean isChosen(
      EngineProvider<?> provider, EngineRole role, EnginesConfig engines) {
    return role.chosen(engines).equals(provider.name())
        || role.fallbacks(engines).contains(provider.name());
  }

  private static EngineRole role(EngineProvider<?> provider) {
    Class<? extends Engine> kind = provider.kind();
    return Arrays.stream(EngineRole.values())
        .filter(role -> role.kind().equals(kind))
        .findFirst()
        .orElseThrow();
  }

  /** {@code VoiceActivityDetector} becomes {@code voice activity detector}. */
  private static String area(EngineProvider<?> provider) {
    return provider
        .kind()
        .getSimpleName()
        .replaceAll("(?<=[a-z])(?=[A-Z])", " ")
        .toLowerCase(Locale.ROOT);
  }
}
