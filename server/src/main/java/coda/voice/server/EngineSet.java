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
import coda.voice.engine.ladder.Ladder;
import coda.voice.gateway.ServiceStatus.EngineStatus;
import coda.voice.server.config.EnginesConfig;
import coda.voice.server.config.TurnsConfig;
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
  private final LadderMaker ladders;
  private final SessionEngines session;

  private EngineSet(Map<EngineRole, Engine> byRole, LadderMaker ladders) {
    this.byRole = new EnumMap<>(byRole);
    this.ladders = ladders;
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
   * if one fails, the others are closed again. Where fallbacks are configured it is enough that one
   * engine for the role works.
   *
   * @param registry all engines
   * @param config which are chosen, and their settings
   * @param turns the times that engines must keep
   * @param inference for CPU-bound work
   * @param blocking for blocking calls
   * @throws EngineException of the first that fails, with what is missing
   * @throws InterruptedException when the caller is
   */
  public static EngineSet open(
      EngineRegistry registry,
      EnginesConfig config,
      TurnsConfig turns,
      ExecutorService inference,
      ExecutorService blocking)
      throws InterruptedException {
    LadderMaker ladders = new LadderMaker(config, turns);
    Opener opener = new Opener(registry, config, ladders, inference, blocking);
    Map<EngineRole, Future<Engine>> opening = new EnumMap<>(EngineRole.class);
    try (ExecutorService threads =
        Executors.newThreadPerTaskExecutor(Thread.ofPlatform().name("warm-up-", 0).factory())) {
      for (EngineRole role : EngineRole.values()) {
        opening.put(role, threads.submit(() -> opener.open(role)));
      }
    }
    return collect(opening, ladders);
  }

  private static EngineSet collect(Map<EngineRole, Future<Engine>> opening, LadderMaker ladders)
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
      return new EngineSet(open, ladders);
    }
    close(open);
    ladders.close();
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
    return byRole.values().stream().mapToInt(EngineSet::inUse).sum();
  }

  private static int inUse(Engine engine) {
    int below = engine instanceof Ladder ladder ? ladder.inUseBelow() : 0;
    return engine.capacity().inUse() + below;
  }

  /** How each engine is now. */
  public List<EngineStatus> status() {
    return byRole.entrySet().stream().map(e -> status(e.getKey(), e.getValue())).toList();
  }

  private static EngineStatus status(EngineRole role, Engine engine) {
    return new EngineStatus(
        role.key(),
        engine.name(),
        engine.health(),
        engine instanceof Ladder ladder ? ladder.rungs() : List.of());
  }

  /** Closes all of them; one that fails to close does not keep the others open. */
  @Override
  public void close() {
    session.prepared().close();
    close(byRole);
    ladders.close();
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

  /** Opens the engine of one role, or all of them, on any thread. */
  private record Opener(
      EngineRegistry registry,
      EnginesConfig config,
      LadderMaker ladders,
      ExecutorService inference,
      ExecutorService blocking) {

    Engine open(EngineRole role) {
      long start = System.nanoTime();
      List<String> fallbacks = role.fallbacks(config);
      Engine engine = fallbacks.isEmpty() ? single(role) : ladder(role, fallbacks);
      try {
        engine.warmUp();
      } catch (RuntimeException e) {
        engine.close();
        throw e;
      }
      LOG.info(
          "The {} '{}'{} is warm after {} ms",
          role.key(),
          engine.name(),
          fallbacks.isEmpty() ? "" : " with " + fallbacks + " behind it",
          (System.nanoTime() - start) / 1_000_000);
      return engine;
    }

    private Engine single(EngineRole role) {
      String name = role.chosen(config);
      var provider = registry.provider(role.kind(), name);
      EngineContext context = context(name);
      Availability availability = provider.availability(context);
      if (!availability.available()) {
        throw EngineException.unavailable(name, availability.reason());
      }
      return provider.open(context);
    }

    /**
     * Opens all engines of a role. One that cannot be had at this moment still opens, and shows it
     * when it is warmed up; one that does not even open lacks something on this machine.
     */
    private Engine ladder(EngineRole role, List<String> fallbacks) {
      List<Engine> opened = new ArrayList<>();
      try {
        opened.add(opened(role, role.chosen(config)));
        fallbacks.forEach(name -> opened.add(opened(role, name)));
        return ladders.ladder(role, opened);
      } catch (RuntimeException e) {
        opened.forEach(Engine::close);
        throw e;
      }
    }

    private Engine opened(EngineRole role, String name) {
      return registry.provider(role.kind(), name).open(context(name));
    }

    private EngineContext context(String name) {
      return new EngineContext(config.settingsOf(name), inference, blocking);
    }
  }
}
