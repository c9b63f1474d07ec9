package coda.voice.testkit.scenario;

import java.util.List;

/**
 * How something is spoken and understood. Without any: a word takes 300 ms, is told as a partial
 * 100 ms after it, the final comes 20 ms after the end of the turn, and nobody can tell whether
 * more will follow.
 */
public sealed interface SpeechManner {
  /**
   * All of it takes so long.
   *
   * @param ms rounded to frames of 20 ms, at least one for each word
   */
  record Lasting(long ms) implements SpeechManner {}

  /**
   * What the turn detector thinks in the pause after it.
   *
   * @param outlook how likely the user has finished, 0 to 1
   */
  record Finished(double outlook) implements SpeechManner {
    /** Checks the range. */
    public Finished {
      if (!(outlook >= 0 && outlook <= 1)) {
        throw new IllegalArgumentException("how finished something is, is between 0 and 1");
      }
    }
  }

  /** No partials are told. */
  record WithoutPartials() implements SpeechManner {}

  /**
   * A partial is told, instead of the usual ones.
   *
   * @param text what
   * @param ms after the first sample of it was heard
   */
  record Partial(String text, long ms) implements SpeechManner {}

  /**
   * In the end it is understood so.
   *
   * @param text may be empty
   */
  record UnderstoodAs(String text) implements SpeechManner {}

  /**
   * The final takes so long.
   *
   * @param ms after the end of the turn
   */
  record UnderstoodAfter(long ms) implements SpeechManner {}

  /** The final never comes. */
  record NeverUnderstood() implements SpeechManner {}

  /** The recogniser fails instead. */
  record NotUnderstood() implements SpeechManner {}

  /** The final is told twice, which engines should not. */
  record UnderstoodTwice() implements SpeechManner {}

  /** The final comes while the user still speaks: with the last sample, before the turn is over. */
  record UnderstoodTooEarly() implements SpeechManner {}

  /** The usual manners: none. */
  List<SpeechManner> USUAL = List.of();
}
