package coda.voice.server.config.live;

import coda.voice.ErrorCode;
import coda.voice.VoiceException;
import coda.voice.server.config.ConfigError;

/**
 * A version that is not what somebody took it for: {@code CONFIG_VERSION_CONFLICT} when another one
 * is current by now, {@code CONFIG_VERSION_UNKNOWN} when it is not remembered.
 */
public final class ConfigVersionException extends VoiceException {
  private static final long serialVersionUID = 1L;

  private ConfigVersionException(ErrorCode error, String message) {
    super(error, message);
  }

  static ConfigVersionException conflict(long wanted, long current) {
    return new ConfigVersionException(
        ConfigError.CONFIG_VERSION_CONFLICT,
        "The change was meant for version " + wanted + "; current is version " + current);
  }

  static ConfigVersionException unknown(long wanted, long oldest, long current) {
    return new ConfigVersionException(
        ConfigError.CONFIG_VERSION_UNKNOWN,
        "Version %d is not remembered; there are %d to %d".formatted(wanted, oldest, current));
  }
}
