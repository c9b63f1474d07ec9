package coda.voice.engines.kyutai.slot;

import static coda.voice.engine.EngineError.ENGINE_BUSY;
import static coda.voice.engine.EngineError.ENGINE_FAILED;
import static coda.voice.engine.EngineError.ENGINE_LOST;
import static coda.voice.engine.EngineError.ENGINE_PROTOCOL;
import static coda.voice.engine.EngineError.ENGINE_TIMEOUT;
import static coda.voice.engine.EngineError.ENGINE_UNAUTHORIZED;
import static coda.voice.engine.EngineError.ENGINE_UNAVAILABLE;

import coda.voice.engine.EngineException;
import coda.voice.engines.kyutai.transport.WireEnd;

/**
 * What can go wrong with a server, in words an operator can act on.
 *
 * @param settings which server
 */
record Faults(ServerSettings settings) {
  private static final String SAFE = "A speech server does not work at the moment";

  /** What an end was before the server was ready for us. */
  EngineException unopened(WireEnd end) {
    return switch (end) {
      case WireEnd.Refused(int status) when status == 401 || status == 403 -> unauthorized();
      case WireEnd.Refused(int status) ->
          unavailable(
              "it answered HTTP %d at %s: check %s and that a module lives at this path"
                  .formatted(status, settings.path(), key("path")));
      case WireEnd.Unreachable(String why) ->
          unavailable(
              "it cannot be reached (%s): start moshi-server, or set %s"
                  .formatted(why, key("url")));
      case WireEnd.Closed(int code, String reason) ->
          lost("it closed the connection before it was ready (code " + code + ")");
      case WireEnd.Broken(String why) -> lost("before it was ready: " + why);
    };
  }

  /** The server said no with a WebSocket. */
  EngineException said(String message) {
    if (message.contains("no free channels")) {
      return new EngineException(
          ENGINE_BUSY,
          "Engine '%s': %s has no free slot; raise batch_size there, or lower %s to what it has"
              .formatted(settings.engine(), settings.base(), key("slots")),
          "The server is busy, please try again in a moment",
          null);
    }
    return new EngineException(
        ENGINE_FAILED,
        "Engine '%s': %s says: %s".formatted(settings.engine(), settings.base(), message),
        SAFE,
        null);
  }

  private EngineException unauthorized() {
    return new EngineException(
        ENGINE_UNAUTHORIZED,
        "Engine '%s': %s does not accept our key; set %s to one of authorized_ids in its configuration"
            .formatted(settings.engine(), settings.base(), key("api_key")),
        SAFE,
        null);
  }

  /** Nothing came before the deadline of connecting. */
  EngineException unanswered() {
    return timeout(
        "did not get ready within %d ms (%s)".formatted(settings.connectMs(), key("connect_ms")));
  }

  /**
   * A deadline has passed.
   *
   * @param what did not happen
   */
  EngineException timeout(String what) {
    return new EngineException(
        ENGINE_TIMEOUT,
        "Engine '%s': %s %s".formatted(settings.engine(), settings.base(), what),
        SAFE,
        null);
  }

  EngineException lost(String how) {
    return new EngineException(
        ENGINE_LOST,
        "Engine '%s' lost %s: %s".formatted(settings.engine(), settings.base(), how),
        SAFE,
        null);
  }

  EngineException malformed(EngineException cause) {
    return new EngineException(
        ENGINE_PROTOCOL,
        "Engine '%s': what %s says is not understood (%s); is it moshi-server, and the right module at %s?"
            .formatted(settings.engine(), settings.base(), cause.getMessage(), settings.path()),
        SAFE,
        cause);
  }

  private EngineException unavailable(String why) {
    return new EngineException(
        ENGINE_UNAVAILABLE,
        "Engine '%s': no use of %s: %s".formatted(settings.engine(), settings.base(), why),
        SAFE,
        null);
  }

  private String key(String name) {
    return "engines." + settings.engine() + "." + name;
  }
}
