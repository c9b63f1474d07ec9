package coda.voice.protocol.realtime;

import coda.voice.VoiceException;
import coda.voice.protocol.ProtocolError;
import coda.voice.protocol.Shown;
import java.util.Optional;

/**
 * An event that cannot be understood or done. It carries what the client is to be told as an {@code
 * error} event; the session stays as it was.
 */
public final class RealtimeException extends VoiceException {
  private static final long serialVersionUID = 1L;

  private final ProtocolError error;
  private final transient RealtimeError told;

  /**
   * An exception.
   *
   * @param error our code
   * @param told what the client reads; operators read it without what it quotes
   */
  public RealtimeException(ProtocolError error, RealtimeError told) {
    super(error, Shown.withoutQuotes(told.message()), told.message(), null);
    this.error = error;
    this.told = told;
  }

  /** What the client reads. */
  public RealtimeError told() {
    return told;
  }

  /** The same, known to be about this event of the client's. */
  RealtimeException about(Optional<String> eventId) {
    return with(told.about(eventId));
  }

  /** The same told in other words. */
  RealtimeException with(RealtimeError other) {
    RealtimeException known = new RealtimeException(error, other);
    known.setStackTrace(getStackTrace());
    return known;
  }
}
