package coda.voice.server;

import coda.voice.conversation.SessionEngines;
import coda.voice.engine.Engine;
import coda.voice.engine.EngineContext;
import coda.voice.engine.EngineException;
import coda.voice.engine.EngineProvider.Availability;
import coda.voice.engine.EngineRegistry;
import coda.voice.engine.LanguageModel;
import coda.voice.engine.Recognizer;
import coda.voice.engine.Synthesizer;
import coda.voice.engine.TurnDetector;
import coda.voice.engine.VoiceActivityDetector;
import coda.voice.engine.gpu.GpuLedger;
import coda.voice.gateway.ServiceStatus.EngineStatus;
import coda.voice.server.config.EnginesConfig;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The engines of the server, open and warm. */
public final class EngineSet implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(EngineSet.class);

  private final Map<EngineRole, Engine> byRole;
  private final SessionEngines session;

  private EngineSet(Map<EngineRole, Engine> byRole) {
    this.byRole = new EnumMap<>(byRole);
    this.session = forSessions();
  }

  /**
   * What is chosen, by what it does.
   *
   * @param config the choice
   */
  public static Map<String, String> names(EnginesConfig config) {
    Map<String, String> names = new LinkedHashMap<>();
    for (EngineRole role : EngineRole.values()) {
      names.put(role.key(), role.chosen(config));
    }
    return names;
  }

  /**
   * Opens the chosen engines and warms them up, all at the same time. Blocks until they are ready;
   * if one fails, the others are closed again.
   *
   * @param registry all engines
   * @param config which are chosen, and their settings
   * @param inference for CPU-bound work
   * @param blocking for blocking calls
   * @param gpu where engines register that hold memory of a graphics card
   * @throws EngineException of the first that fails, with what is missing
   * @throws InterruptedException when the caller is
   */
  public static EngineSet open(
      EngineRegistry registry,
      EnginesConfig config,
      ExecutorService inference,
      ExecutorService blocking,
      GpuLedger gpu)
      throws InterruptedException {
    Opener opener = new Opener(registry, config, inference, blocking, gpu);
    Map<EngineRole, Future<Engine>> opening = new EnumMap<>(EngineRole.class);
    try (ExecutorService threads =
        Executors.newThreadPerTaskExecutor(Thread.ofPlatform().name("warm-up-", 0).factory())) {
      for (EngineRole role : EngineRole.values()) {
        opening.put(role, threads.submit(() -> opener.open(role)));
      }
    }
    return collect(opening);
  }

  private static EngineSet collect(Map<EngineRole, Future<Engine>> opening)
      throws InterruptedException {
    Map<EngineRole, Engine> open = new EnumMap<>(EngineRole.class);
    List<RuntimeException> failures = new ArrayList<>();
    for (Map.Entry<EngineRole, Future<Engine>> entry : opening.entrySet()) {
      try {
        open.put(entry.getKey(), entry.getValue().get());
      } catch (ExecutionException e) {
        failures.add(
            e.getCause() instanceof EngineException known
                ? known
                : EngineException.failed(entry.getKey().key(), e));
      }
    }
    if (failures.isEmpty()) {
      return new EngineSet(open);
    }
    close(open);
    RuntimeException first = failures.getFirst();
    failures.stream().skip(1).forEach(first::addSuppressed);
    throw first;
  }

  /** The engines of a conversation. */
  public SessionEngines session() {
    return session;
  }

  private SessionEngines forSessions() {
    return new SessionEngines(
        role(EngineRole.RECOGNIZER, Recognizer.class),
        role(EngineRole.SYNTHESIZER, Synthesizer.class),
        role(EngineRole.LANGUAGE_MODEL, LanguageModel.class),
        role(EngineRole.VOICE_ACTIVITY, VoiceActivityDetector.class),
        role(EngineRole.TURN_DETECTOR, TurnDetector.class));
  }

  private <E extends Engine> E role(EngineRole role, Class<E> kind) {
    return kind.cast(Objects.requireNonNull(byRole.get(role), role.key()));
  }

  /** Permits that are taken, of all engines. */
  int inUse() {
    return byRole.values().stream().mapToInt(engine -> engine.capacity().inUse()).sum();
  }

  /** How each engine is now. */
  public List<EngineStatus> status() {
    return byRole.entrySet().stream()
        .map(e -> new EngineStatus(e.getKey().key(), e.getValue().name(), e.getValue().health()))
        .toList();
  }

  /** Closes all of them; one that fails to close does not keep the others open. */
  @Override
  public void close() {
    session.prepared().close();
    close(byRole);
  }

  private static void close(Map<EngineRole, Engine> open) {
    open.forEach(
        (role, engine) -> {
          try {
            engine.close();
          } catch (RuntimeException e) {
            LOG.warn("The {} '{}' did not close cleanly", role.key(), engine.name(), e);
          }
        });
  }

  /** Opens one engine at a time, on any thread. */
  private record Opener(
      EngineRegistry registry,
      EnginesConfig config,
      ExecutorService inference,
      ExecutorService blocking,
      GpuLedger gpu) {

    Engine open(EngineRole role) {
      long start = System.nanoTime();
      String name = role.chosen(config);
      var provider = registry.provider(role.kind(), name);
      EngineContext context = new EngineContext(config.settingsOf(name), inference, blocking, gpu);
      Availability availability = provider.availability(context);
      if (!availability.available()) {
        throw EngineException.unavailable(name, availability.reason());
      }
      Engine engine = provider.open(context);
      try {
        engine.warmUp();
      } catch (RuntimeException e) {
        engine.close();
        throw e;
      }
      LOG.info(
          "The {} '{}' is warm after {} ms",
          role.key(),
          name,
          (System.nanoTime() - start) / 1_000_000);
      return engine;
    }
  }
}
