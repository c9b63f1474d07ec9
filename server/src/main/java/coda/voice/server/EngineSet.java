package coda.voice.server;

import coda.voice.conversation.SessionEngines;
import coda.voice.conversation.routing.AdaptiveRouter;
import coda.voice.engine.DuplexModel;
import coda.voice.engine.Engine;
import coda.voice.engine.EngineException;
import coda.voice.engine.EngineRegistry;
import coda.voice.engine.LanguageModel;
import coda.voice.engine.Recognizer;
import coda.voice.engine.Synthesizer;
import coda.voice.engine.TurnDetector;
import coda.voice.engine.VoiceActivityDetector;
import coda.voice.engine.gpu.GpuLedger;
import coda.voice.engine.ladder.Ladder;
import coda.voice.gateway.ServiceStatus.EngineStatus;
import coda.voice.server.config.CodaConfig;
import coda.voice.server.config.EnginesConfig;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
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

  private EngineSet(Map<EngineRole, Engine> byRole, LadderMaker ladders, AdaptiveRouter router) {
    this.byRole = new EnumMap<>(byRole);
    this.ladders = ladders;
    SessionEngines chain = chain();
    this.session = duplex().map(model -> chain.with(model, router)).orElse(chain);
  }

  /**
   * What is chosen, by what it does.
   *
   * @param config the choice
   */
  public static Map<String, String> names(EnginesConfig config) {
    Map<String, String> names = new LinkedHashMap<>();
    for (EngineRole role : EngineRole.filled(config)) {
      names.put(role.key(), role.chosen(config));
    }
    return names;
  }

  /**
   * Opens the chosen engines and warms them up, all at the same time. Blocks until they are ready;
   * if one fails, the others are closed again. Where fallbacks are configured it is enough that one
   * engine for the role works. A duplex model that is not there is no failure unless conversations
   * need it by default: it is looked for again and again, and conversations do without it until
   * then.
   *
   * @param registry all engines
   * @param config which are chosen, their settings, the times that they must keep, and what
   *     conversations begin with
   * @param router decides who answers where there is a duplex model
   * @param inference for CPU-bound work
   * @param blocking for blocking calls
   * @param gpu where engines register that hold memory of a graphics card
   * @throws EngineException of the first that fails, with what is missing
   * @throws InterruptedException when the caller is
   */
  public static EngineSet open(
      EngineRegistry registry,
      CodaConfig config,
      AdaptiveRouter router,
      ExecutorService inference,
      ExecutorService blocking,
      GpuLedger gpu)
      throws InterruptedException {
    LadderMaker ladders = new LadderMaker(config.engines(), config.conversation().turns());
    EngineOpener opener = new EngineOpener(registry, config, ladders, inference, blocking, gpu);
    Map<EngineRole, Future<Engine>> opening = new EnumMap<>(EngineRole.class);
    try (ExecutorService threads =
        Executors.newThreadPerTaskExecutor(Thread.ofPlatform().name("warm-up-", 0).factory())) {
      for (EngineRole role : EngineRole.filled(config.engines())) {
        opening.put(role, threads.submit(() -> opener.open(role)));
      }
    }
    return collect(opening, ladders, router);
  }

  private static EngineSet collect(
      Map<EngineRole, Future<Engine>> opening, LadderMaker ladders, AdaptiveRouter router)
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
      return new EngineSet(open, ladders, router);
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

  private Optional<DuplexModel> duplex() {
    return Optional.ofNullable(byRole.get(EngineRole.DUPLEX_MODEL)).map(DuplexModel.class::cast);
  }

  private SessionEngines chain() {
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
  public int inUse() {
    return byRole.values().stream().mapToInt(EngineSet::inUse).sum();
  }

  /** How many of its permits the engine has given away that has the fewest left, from 0 to 1. */
  double permitsTaken() {
    return byRole.values().stream()
        .map(Engine::capacity)
        .mapToDouble(capacity -> (double) capacity.inUse() / capacity.limit())
        .max()
        .orElse(0);
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
        engine instanceof Ladder ladder ? ladder.rungs() : List.of(),
        role.optional());
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
}
