package coda.voice.server.health;

import static coda.voice.gateway.GatewayError.SERVER_STARTING;

import coda.voice.ErrorCode;
import coda.voice.conversation.SessionEngines;
import coda.voice.engine.Health;
import coda.voice.engine.gpu.GpuSnapshot;
import coda.voice.gateway.GatewayException;
import coda.voice.gateway.ServiceStatus;
import coda.voice.gateway.ServiceStatus.EngineStatus;
import coda.voice.gateway.ServiceStatus.State;
import coda.voice.gateway.VoiceService;
import coda.voice.gateway.task.TaskState;
import coda.voice.server.EngineSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/**
 * Knows how far the server is: starting until its engines are warm, then ready as long as they
 * work, draining from when it is told to stop. May be used from any thread.
 */
public final class ServiceMonitor implements VoiceService {
  private static final long STARTING_RETRY_MS = 2_000;

  private final String version;
  private final Map<String, String> names;
  private final AtomicReference<Optional<EngineSet>> engines =
      new AtomicReference<>(Optional.empty());
  private volatile Supplier<List<GpuSnapshot.Card>> gpu = List::of;
  private volatile Supplier<Optional<ErrorCode>> storage = Optional::empty;
  private volatile Supplier<List<TaskState>> tasks = List::of;
  private volatile boolean draining;

  /**
   * A server that is starting.
   *
   * @param version of the software
   * @param names of the engines by what they do
   */
  public ServiceMonitor(String version, Map<String, String> names) {
    this.version = version;
    this.names = new TreeMap<>(names);
  }

  /**
   * The engines are warm: conversations may begin.
   *
   * @param warm the engines
   */
  public void ready(EngineSet warm) {
    engines.set(Optional.of(warm));
  }

  /**
   * Graphics cards are watched.
   *
   * @param cards how they are now
   */
  public void gpu(Supplier<List<GpuSnapshot.Card>> cards) {
    gpu = cards;
  }

  /**
   * Conversations are stored.
   *
   * @param trouble why they are not, at the moment
   */
  public void storage(Supplier<Optional<ErrorCode>> trouble) {
    storage = trouble;
  }

  /**
   * Work is done in the background.
   *
   * @param states how it is now
   */
  public void tasks(Supplier<List<TaskState>> states) {
    tasks = states;
  }

  /** The server stops: nothing new begins. */
  public void draining() {
    draining = true;
  }

  @Override
  public String version() {
    return version;
  }

  @Override
  public ServiceStatus status() {
    List<EngineStatus> each =
        engines
            .get()
            .map(EngineSet::status)
            .orElseGet(
                () ->
                    names.entrySet().stream()
                        .map(e -> new EngineStatus(e.getKey(), e.getValue(), Health.STARTING))
                        .toList());
    return new ServiceStatus(
        state(each), each, gpu.get(), storage.get().map(ErrorCode::code), tasks.get());
  }

  private State state(List<EngineStatus> each) {
    if (draining) {
      return State.DRAINING;
    }
    if (engines.get().isEmpty()) {
      return State.STARTING;
    }
    return each.stream().allMatch(engine -> engine.optional() || engine.health().usable())
        ? State.READY
        : State.IMPAIRED;
  }

  @Override
  public SessionEngines engines() {
    return engines
        .get()
        .map(EngineSet::session)
        .orElseThrow(
            () ->
                GatewayException.retryable(
                    SERVER_STARTING, "The server is starting", STARTING_RETRY_MS));
  }

  @Override
  public Map<String, String> engineNames() {
    return names;
  }
}
