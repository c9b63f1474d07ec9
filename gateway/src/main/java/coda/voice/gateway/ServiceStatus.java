package coda.voice.gateway;

import coda.voice.engine.Health;
import coda.voice.engine.gpu.GpuSnapshot;
import coda.voice.engine.ladder.RungStatus;
import coda.voice.gateway.task.TaskState;
import java.util.List;
import java.util.Optional;

/**
 * How the server is, for {@code /health} and for whoever wants to open a conversation.
 *
 * @param state whether it takes conversations
 * @param engines how each engine is
 * @param gpu how each graphics card is; empty where there is none
 * @param storage why conversations are not being stored at the moment, a code; empty when they are,
 *     or nothing is to be stored
 * @param tasks how the work in the background is
 */
public record ServiceStatus(
    State state,
    List<EngineStatus> engines,
    List<GpuSnapshot.Card> gpu,
    Optional<String> storage,
    List<TaskState> tasks) {

  /** Whether the server takes conversations. */
  public enum State {
    /** Engines are warming up. */
    STARTING,
    /** Takes conversations. */
    READY,
    /** An engine that every conversation needs does not work. */
    IMPAIRED,
    /** Ending: running replies finish, nothing new begins. */
    DRAINING
  }

  /**
   * One engine.
   *
   * @param role what it does, for example {@code recognizer}
   * @param name the engine's name
   * @param health how it is
   * @param rungs the engines behind each other, where there are several; else empty
   * @param optional whether conversations can do without it
   */
  public record EngineStatus(
      String role, String name, Health health, List<RungStatus> rungs, boolean optional) {
    /** Copies the list. */
    public EngineStatus {
      rungs = List.copyOf(rungs);
    }

    /**
     * An engine that stands alone, and that every conversation needs.
     *
     * @param role see above
     * @param name see above
     * @param health see above
     */
    public EngineStatus(String role, String name, Health health) {
      this(role, name, health, List.of(), false);
    }
  }

  /** Copies the lists. */
  public ServiceStatus {
    engines = List.copyOf(engines);
    gpu = List.copyOf(gpu);
    tasks = List.copyOf(tasks);
  }

  /**
   * With nothing else to tell of than engines.
   *
   * @param state whether it takes conversations
   * @param engines how each engine is
   */
  public ServiceStatus(State state, List<EngineStatus> engines) {
    this(state, engines, List.of(), Optional.empty(), List.of());
  }

  /**
   * With graphics cards.
   *
   * @param state whether it takes conversations
   * @param engines how each engine is
   * @param gpu how each graphics card is
   */
  public ServiceStatus(State state, List<EngineStatus> engines, List<GpuSnapshot.Card> gpu) {
    this(state, engines, gpu, Optional.empty(), List.of());
  }

  /** Whether it takes conversations. */
  public boolean ready() {
    return state == State.READY;
  }
}
