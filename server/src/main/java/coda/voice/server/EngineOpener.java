package coda.voice.server;

import coda.voice.engine.DuplexModel;
import coda.voice.engine.Engine;
import coda.voice.engine.EngineContext;
import coda.voice.engine.EngineException;
import coda.voice.engine.EngineProvider;
import coda.voice.engine.EngineProvider.Availability;
import coda.voice.engine.EngineRegistry;
import coda.voice.engine.gpu.GpuLedger;
import coda.voice.server.config.CodaConfig;
import coda.voice.server.config.EnginesConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens what a role needs and warms it up; any thread. */
final class EngineOpener {
  private static final Logger LOG = LoggerFactory.getLogger(EngineOpener.class);

  private final EngineRegistry registry;
  private final EnginesConfig config;
  private final boolean duplexNeeded;
  private final LadderMaker ladders;
  private final ExecutorService inference;
  private final ExecutorService blocking;
  private final GpuLedger gpu;

  /**
   * An opener.
   *
   * @param registry all engines
   * @param config which are chosen, their settings, and what conversations begin with
   * @param ladders stands engines behind each other
   * @param inference for CPU-bound work
   * @param blocking for blocking calls
   * @param gpu where engines register that hold memory of a graphics card
   */
  EngineOpener(
      EngineRegistry registry,
      CodaConfig config,
      LadderMaker ladders,
      ExecutorService inference,
      ExecutorService blocking,
      GpuLedger gpu) {
    this.registry = registry;
    this.config = config.engines();
    this.duplexNeeded = config.conversation().mode().needsDuplexModel();
    this.ladders = ladders;
    this.inference = inference;
    this.blocking = blocking;
    this.gpu = gpu;
  }

  /**
   * A warm engine; or one that is waited for, if it is the duplex model. Blocks.
   *
   * @throws EngineException when it cannot be had
   */
  Engine open(EngineRole role) {
    if (role == EngineRole.DUPLEX_MODEL) {
      return duplex(role.chosen(config));
    }
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
    EngineProvider<? extends Engine> provider = registry.provider(role.kind(), name);
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

  /** Its settings must be right; whether its server answers is asked here and from then on. */
  private DuplexModel duplex(String name) {
    DuplexModel engine = registry.provider(DuplexModel.class, name).open(context(name));
    AwaitedDuplexModel model = new AwaitedDuplexModel(engine, blocking, AwaitedDuplexModel.EVERY);
    try {
      model.warmUp();
      LOG.info("The duplex model '{}' is there", name);
    } catch (EngineException e) {
      if (duplexNeeded) {
        model.close();
        throw e;
      }
      LOG.warn(
          "The duplex model '{}' is not there: conversations do without it until it is. {}",
          name,
          e.getMessage());
      model.await();
    } catch (RuntimeException e) {
      model.close();
      throw e;
    }
    return model;
  }

  private EngineContext context(String name) {
    return new EngineContext(config.settingsOf(name), inference, blocking, gpu);
  }
}
