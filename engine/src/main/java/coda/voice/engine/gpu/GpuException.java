package coda.voice.engine.gpu;

import static coda.voice.engine.gpu.GpuError.GPU_ABOVE_MAXIMUM;
import static coda.voice.engine.gpu.GpuError.GPU_COMPONENT_CLOSED;
import static coda.voice.engine.gpu.GpuError.GPU_COMPONENT_TAKEN;
import static coda.voice.engine.gpu.GpuError.GPU_MEMORY_FULL;
import static coda.voice.engine.gpu.GpuError.GPU_NONE;
import static coda.voice.engine.gpu.GpuError.GPU_PLAN_INVALID;
import static coda.voice.engine.gpu.GpuError.GPU_RELEASE_INVALID;
import static coda.voice.engine.gpu.GpuError.GPU_SIZE_INVALID;

import coda.voice.VoiceException;

/** Something about the memory of graphics cards that cannot be. */
public final class GpuException extends VoiceException {
  private static final long serialVersionUID = 1L;

  private static final String MISCONFIGURED = "The server is misconfigured";
  private static final String BUSY = "The server is busy, please try again in a moment";

  private GpuException(GpuError error, String message, String safeMessage) {
    super(error, message, safeMessage, null);
  }

  static GpuException size(String text) {
    return new GpuException(
        GPU_SIZE_INVALID,
        text
            + " is no amount of memory; allowed is "
            + MemorySize.EXAMPLES
            + ", a whole number of bytes up to 256TB",
        MISCONFIGURED);
  }

  /** There is no card to keep books about. */
  static GpuException none(String component, String reason) {
    return new GpuException(
        GPU_NONE,
        "Component '"
            + component
            + "' cannot hold memory of a graphics card: "
            + reason
            + ". Where there is one that cannot be read, set gpu.total",
        MISCONFIGURED);
  }

  /** A card, plan or amount that cannot be. */
  static GpuException invalid(String message) {
    return new GpuException(GPU_PLAN_INVALID, message, MISCONFIGURED);
  }

  /** Two components with one name. */
  static GpuException taken(String component) {
    return new GpuException(
        GPU_COMPONENT_TAKEN,
        "There is a GPU component '" + component + "' already; unregister that one first",
        MISCONFIGURED);
  }

  /** It was unregistered, or the ledger closed. */
  static GpuException closed(String component) {
    return new GpuException(
        GPU_COMPONENT_CLOSED, "GPU component '" + component + "' is not registered", BUSY);
  }

  /** More than the component may have at all. */
  static GpuException aboveMaximum(String component, long wanted, long held, long maximum) {
    return new GpuException(
        GPU_ABOVE_MAXIMUM,
        "Component '%s' wants %s more and holds %s; its maximum is %s. Raise gpu.components.%s.maximum"
            .formatted(
                component,
                MemorySize.words(wanted),
                MemorySize.words(held),
                MemorySize.words(maximum),
                component),
        BUSY);
  }

  /** More than it holds is to be released. */
  static GpuException notHeld(String component, long released, long held) {
    return new GpuException(
        GPU_RELEASE_INVALID,
        "Component '%s' releases %,d bytes but holds %,d".formatted(component, released, held),
        BUSY);
  }

  /** No room, and nobody who could be asked gave enough back. */
  static GpuException full(String component, long wanted, String situation) {
    return new GpuException(
        GPU_MEMORY_FULL,
        "There is no room for %s of component '%s': %s"
            .formatted(MemorySize.words(wanted), component, situation),
        BUSY);
  }
}
