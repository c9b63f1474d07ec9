package coda.voice.engine;

import java.util.List;
import java.util.OptionalDouble;

/**
 * What a recogniser understood.
 *
 * @param text words separated by single blanks, no leading or trailing ones; may be empty
 * @param confidence 0 to 1 where the engine measures one; never invented
 * @param words with times, where the engine has them; else empty
 */
public record Transcript(String text, OptionalDouble confidence, List<Word> words) {
  /** Nothing was said. */
  public static final Transcript EMPTY = of("");

  /** Copies the words. */
  public Transcript {
    words = List.copyOf(words);
  }

  /**
   * Text alone.
   *
   * @param text see above
   */
  public static Transcript of(String text) {
    return new Transcript(text, OptionalDouble.empty(), List.of());
  }

  /** Whether there are no words. */
  public boolean isEmpty() {
    return text.isEmpty();
  }

  /**
   * One word in time.
   *
   * @param text the word
   * @param startMs from the beginning of the utterance's audio
   * @param endMs from the beginning of the utterance's audio
   */
  public record Word(String text, long startMs, long endMs) {}
}
