package coda.voice.engines.kyutai.messages;

/** What {@code moshi-server} says. Times are in seconds of the audio of this connection. */
public sealed interface ServerMessage {
  /** A slot is ours, and its state is fresh. */
  record Ready() implements ServerMessage {}

  /**
   * One frame of 80 ms was recognised. Comes only from models with extra heads.
   *
   * @param index counts the steps of the whole server, not of this connection
   * @param pauses one probability per head that the speaker makes a pause of its length
   * @param waitingSamples audio received and not processed yet
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Step(long index, float[] pauses, long waitingSamples) implements ServerMessage {}

  /**
   * A word was recognised.
   *
   * @param text without blanks around it; the first of a connection may be empty
   * @param startS when it began
   */
  record Word(String text, double startS) implements ServerMessage {}

  /**
   * The word before has ended.
   *
   * @param stopS when
   */
  record EndWord(double stopS) implements ServerMessage {}

  /**
   * All that was sent before our marker has been recognised.
   *
   * @param id the marker's
   */
  record Marker(long id) implements ServerMessage {}

  /**
   * Speech.
   *
   * @param samples −1 to 1, mono, 24 kHz
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Audio(float[] samples) implements ServerMessage {}

  /**
   * A word is spoken.
   *
   * @param text as the server reads it; may be empty
   * @param startS when it begins in the audio
   * @param stopS when it ends
   */
  record Text(String text, double startS, double stopS) implements ServerMessage {}

  /**
   * The server cannot serve us.
   *
   * @param message why
   */
  record Error(String message) implements ServerMessage {}

  /**
   * Something we do not know, from a newer server.
   *
   * @param type its name
   */
  record Other(String type) implements ServerMessage {}
}
