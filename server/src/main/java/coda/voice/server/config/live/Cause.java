package coda.voice.server.config.live;

import java.util.Locale;

/** What made a version of the configuration. */
public enum Cause {
  /** The server was started. */
  START,
  /** Somebody asked for a change. */
  CHANGE,
  /** The file has changed. */
  FILE,
  /** Somebody asked for an earlier version. */
  ROLLBACK;

  /** For programs: {@code rollback}. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
