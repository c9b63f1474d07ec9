package coda.voice.conversation;

import coda.voice.engine.EngineException;
import coda.voice.engine.ToolServerException;
import coda.voice.engine.ToolServerException.Kind;

/**
 * Why a tool did not do what it was asked.
 *
 * @param code stable
 * @param safeMessage for the client
 * @param kind who says that it went wrong
 * @param number of HTTP or of JSON-RPC, by the kind; 0 for a tool that failed itself
 */
public record ToolFailure(String code, String safeMessage, Kind kind, int number) {
  /**
   * What a failure says.
   *
   * @param failure of a tool
   */
  public static ToolFailure of(EngineException failure) {
    return failure instanceof ToolServerException known
        ? new ToolFailure(known.code(), known.safeMessage(), known.kind(), known.number())
        : new ToolFailure(failure.code(), failure.safeMessage(), Kind.EXECUTION, 0);
  }
}
