package coda.voice.server.config.live;

import coda.voice.VoiceException;

/**
 * A version that is not what somebody took it for: {@code CONFIG_VERSION_CONFLICT} when another one
 * is current by now, {@code CONFIG_VERSION_UNKNOWN} when it is not remembered.
 */
public final class ConfigVersionException extends VoiceException {
  private static final long serialVersionUID = 1L;

  private final boolean conflict;

  private ConfigVersionException(String code, String message, boolean conflict) {
    super(code, message);
    this.conflict = conflict;
  }

  static ConfigVersionException conflict(long wanted, long current) {
    return new ConfigVersionException(
        "CONFIG_VERSION_CONFLICT",
        "The change was meant for version " + wanted + "; current is version " + current,
        true);
  }

  static ConfigVersionException unknown(long wanted, long oldest, long current) {
    return new ConfigVersionException(
        "CONFIG_VERSION_UNKNOWN",
        "Version %d is not remembered; there are %d to %d".formatted(wanted, oldest, current),
        false);
  }

  /** Whether another version is current by now. */
  public boolean isConflict() {
    return conflict;
  }
}
