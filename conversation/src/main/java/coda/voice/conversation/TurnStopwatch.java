package coda.voice.conversation;

import coda.voice.conversation.SessionNotice.ReplyTimings;

/**
 * Where the time of a turn goes, from the last speech to the first sound of its answer. Times in ms
 * of session time; a stage that was not passed is -1.
 */
final class TurnStopwatch {
  private static final long NEVER = -1;

  private long speechEnd = NEVER;
  private long turnEnd = NEVER;
  private long transcript = NEVER;
  private long firstText = NEVER;
  private long firstAudio = NEVER;

  void speechEnded(long at) {
    speechEnd = at;
    turnEnd = NEVER;
    transcript = NEVER;
  }

  void turnEnded(long at) {
    turnEnd = at;
  }

  void transcribed(long at) {
    transcript = at;
  }

  void replyStarted() {
    firstText = NEVER;
    firstAudio = NEVER;
  }

  /** The answer belongs to no spoken turn: it is measured from now. */
  void startedWithoutSpeech(long at) {
    speechEnd = NEVER;
    turnEnd = NEVER;
    transcript = at;
    replyStarted();
  }

  void textBegan(long at) {
    firstText = at;
  }

  void audioBegan(long at) {
    if (firstAudio == NEVER) {
      firstAudio = at;
    }
  }

  ReplyTimings timings() {
    return new ReplyTimings(
        between(speechEnd, turnEnd),
        between(turnEnd, transcript),
        between(transcript, firstText),
        between(firstText, firstAudio),
        between(speechEnd == NEVER ? transcript : speechEnd, firstAudio));
  }

  private static long between(long from, long to) {
    return from == NEVER || to == NEVER ? NEVER : Math.max(0, to - from);
  }
}
