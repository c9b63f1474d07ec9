package coda.voice.gateway.speech;

import coda.voice.VoiceException;
import coda.voice.protocol.Shown;

/** A request for speech that cannot be carried out as it is. */
public final class SpeechException extends VoiceException {
  private static final long serialVersionUID = 1L;

  private final String field;

  /**
   * A refusal.
   *
   * @param error its code
   * @param field the field of the request that is wrong; empty for none in particular
   * @param message for the client: what is wrong, and what is allowed; operators read it without
   *     what it quotes
   */
  public SpeechException(SpeechError error, String field, String message) {
    super(error, Shown.withoutQuotes(message), message, null);
    this.field = field;
  }

  /**
   * A field has a value that is not possible.
   *
   * @param field its name
   * @param message what is allowed
   */
  static SpeechException invalid(String field, String message) {
    return new SpeechException(SpeechError.SPEECH_VALUE_INVALID, field, message);
  }

  /**
   * A field is missing.
   *
   * @param field its name
   */
  static SpeechException missing(String field) {
    return new SpeechException(
        SpeechError.SPEECH_FIELD_MISSING, field, "Missing required parameter: '" + field + "'.");
  }

  /** The field of the request that is wrong; empty for none in particular. */
  public String field() {
    return field;
  }
}
