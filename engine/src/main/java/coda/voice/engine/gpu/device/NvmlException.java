package coda.voice.engine.gpu.device;

import static coda.voice.engine.gpu.GpuError.GPU_UNREADABLE;

import coda.voice.VoiceException;

/** NVML answered something else than success. Code {@code GPU_UNREADABLE}. */
final class NvmlException extends VoiceException {
  private static final long serialVersionUID = 1L;

  private final int result;

  NvmlException(int result, String message) {
    super(GPU_UNREADABLE, message, "A graphics card cannot be read", null);
    this.result = result;
  }

  /** The result code of {@code nvmlReturn_t}. */
  int result() {
    return result;
  }
}
