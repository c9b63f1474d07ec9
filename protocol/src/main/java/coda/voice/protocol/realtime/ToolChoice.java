package coda.voice.protocol.realtime;

import java.util.Optional;

/** Whether the model calls tools. */
public sealed interface ToolChoice {
  /** What a session begins with. */
  ToolChoice DEFAULT = Mode.AUTO;

  /** Any tool or none. */
  enum Mode implements ToolChoice, Wire {
    /** As the model likes. */
    AUTO,
    /** No tool. */
    NONE,
    /** At least one. */
    REQUIRED;

    /** The name on the wire. */
    @Override
    public String wireName() {
      return Wire.super.wireName();
    }
  }

  /**
   * This function.
   *
   * @param name of the function
   */
  record Function(String name) implements ToolChoice {}

  /**
   * A tool of this server.
   *
   * @param serverLabel of the server
   * @param name of the tool; empty for any
   */
  record Mcp(String serverLabel, Optional<String> name) implements ToolChoice {}
}
