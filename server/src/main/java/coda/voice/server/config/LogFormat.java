package coda.voice.server.config;

/** What a line of the log looks like. */
public enum LogFormat {
  /** For people. */
  TEXT,
  /** A JSON object, for programs that collect logs. */
  JSON
}
