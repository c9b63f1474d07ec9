package coda.voice.engines.kyutai.recognition;

import coda.voice.engine.Transcript;
import coda.voice.engine.Transcript.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/**
 * The words of an utterance with their times. The server counts the audio it got, and some of that
 * was our own silence; here times are of the utterance.
 */
final class HeardWords {
  private static final int FRAME_MS = RecognitionSettings.FRAME_MS;
  private static final long OPEN = -1;

  private final List<Heard> words = new ArrayList<>();
  private final List<Silence> silences = new ArrayList<>();

  /** A word; its end is open until the server tells it. */
  private record Heard(String text, long startMs, long endMs) {}

  /** Silence of ours in what the server heard. */
  private record Silence(long fromMs, long lengthMs) {}

  /**
   * We put silence into the audio.
   *
   * @param frame how many frames went before it
   * @param count how many frames long
   */
  void silence(long frame, int count) {
    silences.add(new Silence(frame * FRAME_MS, count * (long) FRAME_MS));
  }

  /**
   * A word.
   *
   * @param text any blanks around it do not matter
   * @param startS in the server's time
   * @return whether it was one
   */
  boolean add(String text, double startS) {
    String word = text.strip().replaceAll("\\s+", " ");
    if (word.isEmpty()) {
      return false;
    }
    long start = utteranceMs(ms(startS));
    if (!words.isEmpty() && words.getLast().endMs() == OPEN) {
      end(start);
    }
    words.add(new Heard(word, start, OPEN));
    return true;
  }

  /**
   * The last word has ended.
   *
   * @param stopS in the server's time
   */
  void endWord(double stopS) {
    if (!words.isEmpty()) {
      end(utteranceMs(ms(stopS)));
    }
  }

  private void end(long ms) {
    Heard last = words.removeLast();
    words.add(new Heard(last.text(), last.startMs(), Math.max(last.startMs(), ms)));
  }

  boolean isEmpty() {
    return words.isEmpty();
  }

  /**
   * What was understood.
   *
   * @param frames how much of what the server got was recognised; ends a word whose end is not
   *     known yet
   */
  Transcript transcript(long frames) {
    long heardMs = utteranceMs(frames * FRAME_MS);
    List<Word> timed =
        words.stream()
            .map(
                word ->
                    new Word(
                        word.text(),
                        word.startMs(),
                        word.endMs() == OPEN ? Math.max(word.startMs(), heardMs) : word.endMs()))
            .toList();
    String text = timed.stream().map(Word::text).collect(Collectors.joining(" "));
    return new Transcript(text, OptionalDouble.empty(), timed);
  }

  private static long ms(double seconds) {
    return Math.max(0, Math.round(seconds * 1000));
  }

  private long utteranceMs(long ms) {
    long ours = 0;
    for (Silence silence : silences) {
      ours += Math.clamp(ms - silence.fromMs(), 0, silence.lengthMs());
    }
    return ms - ours;
  }
}
