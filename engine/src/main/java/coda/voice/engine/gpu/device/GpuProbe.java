package coda.voice.engine.gpu.device;

/** Reads all cards. Used by one thread at a time; may block for as long as its way of reading. */
public interface GpuProbe extends AutoCloseable {
  /** What the cards say now; without cards when they cannot be read, with the reason. */
  GpuReadings read();

  /** Gives the library back. */
  @Override
  default void close() {}

  /**
   * The first way that works on this machine: NVML, then {@code nvidia-smi}. When neither does, a
   * probe that says why, and never will find anything.
   */
  static GpuProbe detect() {
    return detect(new NvmlProbe(), new NvidiaSmi());
  }

  /**
   * The first of two that finds a card; the other is closed.
   *
   * @param first tried first
   * @param second tried when the first finds none
   */
  static GpuProbe detect(GpuProbe first, GpuProbe second) {
    GpuReadings one = first.read();
    if (one.present()) {
      second.close();
      return first;
    }
    first.close();
    GpuReadings two = second.read();
    if (two.present()) {
      return second;
    }
    second.close();
    GpuReadings none =
        GpuReadings.none("no GPU found (" + one.detail() + "; " + two.detail() + ")");
    return () -> none;
  }
}
