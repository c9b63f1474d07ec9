package coda.voice.gateway.access.token;

import coda.voice.VoiceException;
import coda.voice.gateway.access.AccessError;

/** Keys for tokens cannot be used. The message never holds any part of a key. */
public final class TokenKeyException extends VoiceException {
  private static final long serialVersionUID = 1L;

  TokenKeyException(String message) {
    super(AccessError.TOKEN_KEY_INVALID, message);
  }

  TokenKeyException(String message, Throwable cause) {
    super(AccessError.TOKEN_KEY_INVALID, message, message, cause);
  }
}
