package coda.voice.conversation.playback;

import java.util.ArrayList;
import java.util.List;

/**
 * A sentence and where its words lie in the audio: by the synthesiser's marks where it gives them,
 * else in proportion to the characters.
 */
final class SpokenSentence {
  private static final int USUAL_CHARACTERS_PER_SECOND = 14;

  private String text;
  private final long start;
  private final int sampleRate;
  private final boolean guarded;
  private final List<Mark> marks = new ArrayList<>();
  private long end = -1;

  SpokenSentence(String text, long start, int sampleRate, boolean guarded) {
    this.guarded = guarded;
    this.text = text;
    this.sampleRate = sampleRate;
    this.start = start;
  }

  String text() {
    return text;
  }

  long start() {
    return start;
  }

  void mark(int textOffset, long sample) {
    // Marks that go back or point outside are an engine's mistake; the words around them suffice.
    boolean forward =
        marks.isEmpty()
            || (textOffset > marks.getLast().textOffset && sample >= marks.getLast().sample);
    if (forward && textOffset >= 0 && textOffset < text.length() && sample >= 0) {
      marks.add(new Mark(textOffset, sample));
    }
  }

  /** Whether it is guarded and some of it is sent, but not all of it played. */
  boolean guarded(long played, long sent) {
    return guarded && sent > start && (end < 0 || played < end);
  }

  /** Whether no words had to be reckoned to say what was heard of it. */
  boolean exact(long played) {
    return played <= start || (end >= 0 && played >= end) || !marks.isEmpty();
  }

  void extend(String more) {
    text += more;
  }

  void complete(long at) {
    end = at;
  }

  void completeAtMost(long at) {
    end = end < 0 ? at : Math.min(end, at);
  }

  /**
   * The words played to their end.
   *
   * @param played position in the track, in samples
   * @param written end of the audio made so far, in samples of the track
   */
  String heard(long played, long written) {
    if (played <= start) {
      return "";
    }
    if (end >= 0 && played >= end) {
      return text;
    }
    return text.substring(
        0, marks.isEmpty() ? byProportion(played) : byMarks(played - start, written - start));
  }

  private int byMarks(long position, long written) {
    int heard = 0;
    for (Mark mark : marks) {
      if (mark.sample > position) {
        return heard;
      }
      heard = mark.textOffset;
    }
    // The sentence stopped short and all there is of it was played, its last word included.
    return end < 0 && position >= written ? wordEnd(heard) : heard;
  }

  private int wordEnd(int from) {
    int at = from;
    while (at < text.length() && !Character.isWhitespace(text.charAt(at))) {
      at++;
    }
    return at;
  }

  private int byProportion(long played) {
    if (end <= start) {
      // Its length is not known yet: words are counted at the usual pace of speech.
      return boundaryBefore((int) ((played - start) * USUAL_CHARACTERS_PER_SECOND / sampleRate));
    }
    return boundaryBefore((int) ((played - start) * text.length() / (end - start)));
  }

  private int boundaryBefore(int reached) {
    int lastBoundary = 0;
    for (int i = 1; i <= reached && i < text.length(); i++) {
      if (Character.isWhitespace(text.charAt(i))) {
        lastBoundary = i;
      }
    }
    return lastBoundary;
  }

  private record Mark(int textOffset, long sample) {}
}
