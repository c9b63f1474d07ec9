package coda.voice.conversation.timeline;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Labels above or below a lane, none over another: each on the lowest level where it has room.
 * Widths are in pixels of the font in use, estimated on the wide side.
 */
final class Labels {
  /** Height of the letters. */
  static final int FONT = 11;

  private static final double ROOM = 8;

  private final double left;
  private final double right;
  private final List<Label> wanted = new ArrayList<>();

  /**
   * No label yet.
   *
   * @param left the least x
   * @param right the greatest x
   */
  Labels(double left, double right) {
    this.left = left;
    this.right = right;
  }

  record Label(double anchor, String text, String full) {}

  record Placed(double anchor, double x, int level, String text, String full) {
    double end() {
      return x + width(text);
    }
  }

  void add(double anchor, String text, String full) {
    wanted.add(new Label(anchor, text, full));
  }

  /**
   * All of them with their places. Placed from the right, so that the line from a label to what it
   * belongs to runs left of the labels below it.
   */
  List<Placed> place() {
    List<Placed> placed = new ArrayList<>();
    wanted.stream()
        .sorted(Comparator.comparingDouble(Label::anchor).reversed())
        .forEach(label -> placed.add(place(label, placed)));
    return placed;
  }

  private Placed place(Label label, List<Placed> others) {
    double x = Math.max(left, Math.min(label.anchor, right - width(label.text)));
    for (int level = 0; ; level++) {
      Placed here = new Placed(label.anchor, x, level, label.text, label.full);
      if (others.stream().noneMatch(other -> collide(here, other))) {
        return here;
      }
    }
  }

  private static boolean collide(Placed a, Placed b) {
    return a.level == b.level && a.x < b.end() + ROOM && b.x < a.end() + ROOM;
  }

  /** How many levels labels take. */
  static int levels(List<Placed> placed) {
    return placed.stream().mapToInt(Placed::level).max().orElse(-1) + 1;
  }

  /** How wide a text is at most, in a usual sans-serif font. */
  static double width(String text) {
    return text.codePoints().mapToDouble(Labels::em).sum() * FONT;
  }

  private static double em(int c) {
    if (c >= 0x1100) {
      return 1.05;
    } else if ("iljtfI.,:;'|! ()[]".indexOf(c) >= 0) {
      return 0.38;
    } else if ("mwMW@%".indexOf(c) >= 0) {
      return 0.95;
    }
    return Character.isUpperCase(c) ? 0.76 : 0.62;
  }
}
