package coda.voice.gateway.speech;

import coda.voice.engine.Transcript.Word;
import java.util.List;
import java.util.OptionalDouble;

/**
 * One utterance of a recording, between two pauses.
 *
 * @param startMs where its speech begins
 * @param endMs where its speech ends
 * @param text its words, not empty
 * @param words when each was said, counted from the beginning of the recording; empty where the
 *     engine has no times
 * @param confidence of the recogniser, 0 to 1, where it measures one
 * @param speech how certain it was on average that somebody speaks, 0 to 1
 */
record Segment(
    long startMs,
    long endMs,
    String text,
    List<Word> words,
    OptionalDouble confidence,
    double speech) {
  /** Copies the words. */
  Segment {
    words = List.copyOf(words);
  }
}
