package coda.voice.conversation.routing;

import coda.voice.ErrorCode;
import coda.voice.VoiceException;
import org.jspecify.annotations.Nullable;

/**
 * What was learned cannot be read or kept: {@code ROUTING_STATE_INVALID}, {@code
 * ROUTING_STATE_VERSION}, {@code ROUTING_STATE_IO}.
 */
public final class RoutingStateException extends VoiceException {
  private static final long serialVersionUID = 1L;

  RoutingStateException(ErrorCode error, String message, @Nullable Throwable cause) {
    super(error, message, "What the router has learned cannot be used", cause);
  }
}
