package coda.voice.server;

import coda.voice.conversation.SessionEngines;
import coda.voice.conversation.routing.AdaptiveRouter;
import coda.voice.engine.DuplexModel;
import coda.voice.engine.Engine;
import coda.voice.engine.EngineContext;
import coda.voice.engine.EngineException;
import coda.voice.engine.EngineProvider;
import coda.voice.engine.EngineProvider.Availability;
import coda.voice.engine.EngineRegistry;
import coda.voice.engine.LanguageModel;
import coda.voice.engine.Recognizer;
import coda.voice.engine.Synthesizer;
import coda.voice.engine.TurnDetector;
import coda.voice.engine.VoiceActivityDetector;
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
  private final SessionEngines session;

  private EngineSet(Map<EngineRole, Engine> byRole, AdaptiveRouter router) {
    this.byRole = new EnumMap<>(byRole);
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
   * if one fails, the others are closed again. A duplex model that is not there is no failure
   * unless conversations need it by default: it is looked for again and again, and conversations do
   * without it until then.
   *
   * @param registry all engines
   * @param config which are chosen, their settings, and what conversations begin with
   * @param router decides who answers where there is a duplex model
   * @param inference for CPU-bound work
   * @param blocking for blocking calls
   * @throws EngineException of the first that fails, with what is missing
   * @throws InterruptedException when the caller is
   */
  public static EngineSet open(
      EngineRegistry registry,
      CodaConfig config,
      AdaptiveRouter router,
      ExecutorService inference,
      ExecutorService blocking)
      throws InterruptedException {
    boolean duplexNeeded = config.conversation().mode().needsDuplexModel();
    Opener opener = new Opener(registry, config.engines(), duplexNeeded, inference, blocking);
    Map<EngineRole, Future<Engine>> opening = new EnumMap<>(EngineRole.class);
    try (ExecutorService threads =
        Executors.newThreadPerTaskExecutor(Thread.ofPlatform().name("warm-up-", 0).factory())) {
      for (EngineRole role : EngineRole.filled(config.engines())) {
        opening.put(role, threads.submit(() -> opener.open(role)));
      }
    }
    return collect(opening, router);
  }

  private static EngineSet collect(Map<EngineRole, Future<Engine>> opening, AdaptiveRouter router)
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
      return new EngineSet(open, router);
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
  int inUse() {
    return byRole.values().stream().mapToInt(engine -> engine.capacity().inUse()).sum();
  }

  /** How each engine is now. */
  public List<EngineStatus> status() {
    return byRole.entrySet().stream().map(e -> status(e.getKey(), e.getValue())).toList();
  }

  private static EngineStatus status(EngineRole role, Engine engine) {
    return new EngineStatus(role.key(), engine.name(), engine.health(), role.optional());
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
      boolean duplexNeeded,
      ExecutorService inference,
      ExecutorService blocking) {

    Engine open(EngineRole role) {
      String name = role.chosen(config);
      EngineContext context = new EngineContext(config.settingsOf(name), inference, blocking);
      return role == EngineRole.DUPLEX_MODEL
          ? openDuplex(registry.provider(DuplexModel.class, name), context)
          : open(role, registry.provider(role.kind(), name), context);
    }

    private Engine open(
        EngineRole role, EngineProvider<? extends Engine> provider, EngineContext context) {
      long start = System.nanoTime();
      Availability availability = provider.availability(context);
      if (!availability.available()) {
        throw EngineException.unavailable(provider.name(), availability.reason());
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
          provider.name(),
          (System.nanoTime() - start) / 1_000_000);
      return engine;
    }

    /** Its settings must be right; whether its server answers is asked here and from then on. */
    private DuplexModel openDuplex(EngineProvider<DuplexModel> provider, EngineContext context) {
      AwaitedDuplexModel model =
          new AwaitedDuplexModel(
              provider.open(context), context.blocking(), AwaitedDuplexModel.EVERY);
      try {
        model.warmUp();
        LOG.info("The duplex model '{}' is there", provider.name());
      } catch (EngineException e) {
        if (duplexNeeded) {
          model.close();
          throw e;
        }
        LOG.warn(
            "The duplex model '{}' is not there: conversations do without it until it is. {}",
            provider.name(),
            e.getMessage());
        model.await();
      } catch (RuntimeException e) {
        model.close();
        throw e;
      }
      return model;
    }
  }
}
