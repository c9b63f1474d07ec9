package coda.voice.engine;

import static coda.voice.engine.EngineError.TOOL_FAILED;
import static coda.voice.engine.EngineError.TOOL_SERVER_LOST;
import static coda.voice.engine.EngineError.TOOL_SERVER_PROTOCOL;
import static coda.voice.engine.EngineError.TOOL_SERVER_REFUSED;
import static coda.voice.engine.EngineError.TOOL_SERVER_TIMEOUT;

import org.jspecify.annotations.Nullable;

/** A server of tools, or one of its tools, did not do what it was asked. */
public final class ToolServerException extends EngineException {
  private static final long serialVersionUID = 1L;

  /** What a server without an answer is to a client, as a proxy would say it. */
  private static final int BAD_GATEWAY = 502;

  private static final int GATEWAY_TIMEOUT = 504;

  /** Who says that it went wrong. */
  public enum Kind {
    /** HTTP, or what is below it. */
    HTTP,
    /** JSON-RPC: the server refused, or what it says is not the protocol. */
    PROTOCOL,
    /** The tool. */
    EXECUTION
  }

  private final Kind kind;
  private final int number;

  private ToolServerException(
      EngineError error, Kind kind, int number, String message, @Nullable Throwable cause) {
    super(error, message, message, cause);
    this.kind = kind;
    this.number = number;
  }

  /**
   * The server may not be connected to.
   *
   * @param why for clients, without secrets
   */
  public static ToolServerException refused(String why) {
    return new ToolServerException(TOOL_SERVER_REFUSED, Kind.HTTP, 403, why, null);
  }

  /**
   * The server answered with an HTTP status that is no success.
   *
   * @param status of HTTP
   * @param why for clients
   */
  public static ToolServerException status(int status, String why) {
    return new ToolServerException(TOOL_SERVER_LOST, Kind.HTTP, status, why, null);
  }

  /**
   * The server is not there, or went away.
   *
   * @param cause what happened
   */
  public static ToolServerException lost(@Nullable Throwable cause) {
    return new ToolServerException(
        TOOL_SERVER_LOST, Kind.HTTP, BAD_GATEWAY, "The tool server cannot be reached", cause);
  }

  /**
   * The server took too long.
   *
   * @param ms how long it may take
   */
  public static ToolServerException timeout(long ms) {
    return new ToolServerException(
        TOOL_SERVER_TIMEOUT,
        Kind.HTTP,
        GATEWAY_TIMEOUT,
        "The tool server did not answer within " + ms + " ms",
        null);
  }

  /**
   * The server refused, or what it says is not the protocol.
   *
   * @param number of JSON-RPC
   * @param why for clients
   */
  public static ToolServerException protocol(int number, String why) {
    return new ToolServerException(TOOL_SERVER_PROTOCOL, Kind.PROTOCOL, number, why, null);
  }

  /**
   * The tool says that it failed.
   *
   * @param why in its words
   */
  public static ToolServerException failed(String why) {
    return new ToolServerException(TOOL_FAILED, Kind.EXECUTION, 0, why, null);
  }

  /** Who says that it went wrong. */
  public Kind kind() {
    return kind;
  }

  /** The code of HTTP or JSON-RPC; 0 for a tool's own failure. */
  public int number() {
    return number;
  }
}
