package coda.voice.conversation.playback;

import java.util.ArrayList;
import java.util.List;

/**
 * A sentence and where its words lie in the audio: by the synthesiser's marks where it gives them,
 * else in proportion to the characters.
 */
final class SpokenSentence {
  private final String text;
  private final long start;
  private final List<Mark> marks = new ArrayList<>();
  private long end = -1;

  SpokenSentence(String text, long start) {
    this.text = text;
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

  void complete(long at) {
    end = at;
  }

  /**
   * The words played to their end.
   *
   * @param played position in the track, in samples
   */
  String heard(long played) {
    if (played <= start) {
      return "";
    }
    if (end >= 0 && played >= end) {
      return text;
    }
    return text.substring(0, marks.isEmpty() ? byProportion(played) : byMarks(played - start));
  }

  private int byMarks(long position) {
    int heard = 0;
    for (Mark mark : marks) {
      if (mark.sample > position) {
        break;
      }
      heard = mark.textOffset;
    }
    return heard;
  }

  private int byProportion(long played) {
    if (end <= start) {
      // Its length is not known yet, so neither is what part was played; nothing is claimed.
      return 0;
    }
    int reached = (int) ((played - start) * text.length() / (end - start));
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
