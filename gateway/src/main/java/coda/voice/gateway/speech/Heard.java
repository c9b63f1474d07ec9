package coda.voice.gateway.speech;

import coda.voice.engine.Transcript.Word;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What was understood of a recording.
 *
 * @param segments its utterances with words, in order
 * @param durationMs how long it lasts
 */
record Heard(List<Segment> segments, long durationMs) {
  /** Copies the segments. */
  Heard {
    segments = List.copyOf(segments);
  }

  /** All words. */
  String text() {
    return segments.stream().map(Segment::text).collect(Collectors.joining(" "));
  }

  /** All words with their times, where the engine has some. */
  List<Word> words() {
    return segments.stream().flatMap(segment -> segment.words().stream()).toList();
  }
}
