package coda.voice.testkit.scenario;

/** Something the client does. */
public sealed interface ClientAction extends Action {
  /** Something it says of what was played, true or not. */
  sealed interface Claim extends ClientAction {}

  /**
   * Tells what it has played.
   *
   * @param reply of which reply, from 1
   * @param ms position in its audio
   */
  record HasPlayed(int reply, long ms) implements Claim {}

  /** Takes no audio any more. */
  record StopsReading() implements ClientAction {}

  /** Takes audio again. */
  record ReadsAgain() implements ClientAction {}

  /** Its connection is lost. */
  record LosesConnection() implements ClientAction {}

  /** It is connected again. */
  record Reconnects() implements ClientAction {}

  /** Wants an answer now. */
  record AsksForAnAnswer() implements ClientAction {}

  /**
   * Tells how much of a reply the user has heard, and drops the rest; also of one that is over.
   *
   * @param reply of which reply, from 1
   * @param ms position in its audio
   */
  record HasHeardOnly(int reply, long ms) implements Claim {}

  /** Sends no more audio in this session. */
  record EndsAudio() implements ClientAction {}
}
