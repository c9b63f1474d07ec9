package coda.voice.gateway.http;

import io.vertx.ext.web.RoutingContext;
import java.util.Objects;

/**
 * How long is waited for the client of one request. Unless a handler says otherwise, a request with
 * a body must be read and answered within {@code handshake_ms}. Used on the event loop of the
 * request, before its answer ends.
 */
public interface RequestPatience {
  /** Where a context keeps it. */
  String KEY = "coda.patience";

  /**
   * That of a request.
   *
   * @param context of the request
   */
  static RequestPatience of(RoutingContext context) {
    return Objects.requireNonNull(context.get(KEY), "no patience for this request");
  }

  /** The body is a long one: it may take as long as a message on a WebSocket, from now on. */
  void longBody();

  /**
   * The body is there and the answer takes its time: nothing is measured until it has ended.
   * Whoever answers sees to it that this comes to an end, and to clients that take nothing.
   */
  void longAnswer();

  /** The client takes nothing: its connection is cut, and that is counted. */
  void deaf();
}
