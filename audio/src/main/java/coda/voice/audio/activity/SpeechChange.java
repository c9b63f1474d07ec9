package coda.voice.audio.activity;

/**
 * Speech began or ended. Positions are milliseconds of the stream's own audio, counted from its
 * first sample.
 */
public sealed interface SpeechChange {
  /** Where in the stream the speech began or ended. */
  long atMs();

  /** How much of the stream had been heard when this was decided; never before {@link #atMs}. */
  long decidedAtMs();

  /**
   * Somebody began to speak.
   *
   * @param atMs where the first frame of the speech begins
   * @param decidedAtMs where the frame that made it certain ends
   */
  record Started(long atMs, long decidedAtMs) implements SpeechChange {}

  /**
   * Nobody speaks any more.
   *
   * @param atMs where the last frame of the speech ends
   * @param decidedAtMs where the frame that made it certain ends
   */
  record Stopped(long atMs, long decidedAtMs) implements SpeechChange {}
}
