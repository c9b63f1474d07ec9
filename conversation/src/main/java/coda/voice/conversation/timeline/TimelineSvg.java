package coda.voice.conversation.timeline;

import coda.voice.conversation.timeline.Timeline.Lane;
import coda.voice.conversation.timeline.Timeline.Moment;
import coda.voice.conversation.timeline.Timeline.Moment.Mark;
import coda.voice.conversation.timeline.Timeline.Stretch;
import java.util.List;
import java.util.Locale;

/**
 * A timeline as a picture: the user's lane above the assistant's, twelve seconds a row. It has its
 * own background and follows the reader's choice of light or dark; no fonts or scripts from
 * elsewhere.
 */
public final class TimelineSvg {
  static final double SCALE = 0.075;
  static final int LEFT = 74;

  private static final int RIGHT = 16;
  private static final long ROW_MS = 12_000;
  private static final long SHORTEST_ROW_MS = 7_500;
  private static final int LONGEST_LABEL = 56;
  private static final int LANE = 20;
  private static final int LEVEL = 15;
  private static final int MARGIN = 12;

  private final Timeline timeline;
  private final long fromMs;
  private final long toMs;
  private final long rowMs;
  private final StringBuilder body = new StringBuilder();
  private double y = MARGIN;

  private TimelineSvg(Timeline timeline, long fromMs, long toMs) {
    this.timeline = timeline;
    this.fromMs = fromMs;
    this.toMs = Math.max(fromMs + 1, toMs);
    this.rowMs = Math.min(ROW_MS, Math.max(SHORTEST_ROW_MS, this.toMs - fromMs));
  }

  /**
   * The whole picture.
   *
   * @param timeline what to draw
   */
  public static String of(Timeline timeline) {
    return of(timeline, 0, timeline.endMs());
  }

  /**
   * A part of it.
   *
   * @param timeline what to draw
   * @param fromMs ms of session time
   * @param toMs ms of session time, later than that
   */
  public static String of(Timeline timeline, long fromMs, long toMs) {
    return new TimelineSvg(timeline, fromMs, toMs).draw();
  }

  private String draw() {
    for (long begin = fromMs; begin < toMs; begin += rowMs) {
      row(begin);
    }
    y += Legend.draw(body, LEFT, y) + MARGIN;
    double width = LEFT + rowMs * SCALE + RIGHT;
    return Svg.document(width, y, "Conversation " + timeline.conversationId(), body.toString());
  }

  private void row(long begin) {
    long end = begin + rowMs;
    Labels above = new Labels(LEFT, x(begin, end));
    Labels below = new Labels(LEFT, x(begin, end));
    label(begin, above, below);
    List<Labels.Placed> upper = above.place();
    List<Labels.Placed> lower = below.place();

    double user = y + Labels.levels(upper) * LEVEL + 4;
    double assistant = user + LANE + 8;
    double bottom = assistant + LANE + 6;
    lane("user", user, begin, end);
    lane("assistant", assistant, begin, end);
    upper.forEach(label -> label(label, user - 6 - label.level() * LEVEL, user));
    lower.forEach(
        label -> label(label, bottom + Labels.FONT + label.level() * LEVEL, assistant + LANE));
    for (Stretch s : timeline.stretches()) {
      if (s.fromMs() < end && s.toMs() > begin) {
        bar(s, begin, end, s.kind().lane() == Lane.USER ? user : assistant);
      }
    }
    for (Moment m : timeline.moments()) {
      if (m.mark() != Mark.NONE && m.mark() != Mark.TYPED && within(m.atMs(), begin, end)) {
        Marks.draw(
            body, m.mark(), x(begin, m.atMs()), m.lane() == Lane.USER ? user : assistant, LANE);
      }
    }
    y = bottom + Labels.levels(lower) * LEVEL + 4;
    axis(begin, end);
  }

  private void label(long begin, Labels above, Labels below) {
    long end = begin + rowMs;
    for (Stretch s : timeline.stretches()) {
      // What began before the part that is drawn has its words where the part begins.
      long at = Math.max(fromMs, s.fromMs());
      if (!s.words().isEmpty() && s.toMs() > fromMs && within(at, begin, end)) {
        add(s.kind().lane() == Lane.USER ? above : below, x(begin, at), '“' + s.words() + '”');
      }
    }
    for (Moment m : timeline.moments()) {
      if (m.mark() != Mark.NONE && within(m.atMs(), begin, end)) {
        String text =
            switch (m.mark()) {
              case TYPED -> "types " + m.detail();
              case HELD, RESUMED, WON, NONE -> m.what();
              case CUT, DROPPED, FAILED, TOOL -> m.what() + ": " + m.detail();
            };
        add(m.lane() == Lane.USER ? above : below, x(begin, m.atMs()), text);
      }
    }
  }

  private static void add(Labels labels, double anchor, String text) {
    int length = text.codePointCount(0, text.length());
    String shown =
        length <= LONGEST_LABEL
            ? text
            : text.substring(0, text.offsetByCodePoints(0, LONGEST_LABEL - 1)).strip() + "…";
    labels.add(anchor, shown, text);
  }

  private boolean within(long at, long begin, long end) {
    return at >= begin && at < end && at <= toMs;
  }

  private static double x(long begin, long at) {
    return LEFT + (at - begin) * SCALE;
  }

  private void lane(String name, double top, long begin, long end) {
    Svg.add(
        body,
        "<text class=\"name\" x=\"%.1f\" y=\"%.1f\">%s</text>",
        LEFT - 8.0,
        top + LANE - 6,
        name);
    Svg.add(
        body,
        "<rect class=\"lane\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%d\"/>",
        x(begin, begin),
        top,
        (Math.min(end, toMs) - begin) * SCALE,
        LANE);
  }

  private void label(Labels.Placed label, double baseline, double edge) {
    if (label.level() > 0) {
      Svg.add(
          body,
          "<path class=\"leader\" d=\"M%.1f %.1fL%.1f %.1f\"/>",
          Math.max(label.x(), Math.min(label.anchor(), label.end())) - 2,
          baseline,
          label.anchor() - 2,
          edge);
    }
    Svg.add(
        body,
        "<text x=\"%.1f\" y=\"%.1f\">%s<title>%s</title></text>",
        label.x(),
        baseline,
        Svg.escape(label.text()),
        Svg.escape(label.full()));
  }

  private void bar(Stretch s, long begin, long end, double top) {
    boolean sent = s.kind() == Stretch.Kind.SENT;
    double left = x(begin, Math.max(begin, s.fromMs()));
    double right = x(begin, Math.min(Math.min(end, toMs), s.toMs()));
    Svg.add(
        body,
        "<rect class=\"%s\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%d\">"
            + "<title>%s %s, %.2f s to %.2f s</title></rect>",
        s.kind().name().toLowerCase(Locale.ROOT),
        left,
        sent ? top + LANE + 1 : top,
        Math.max(1, right - left),
        sent ? 3 : LANE,
        s.kind().name().toLowerCase(Locale.ROOT),
        Svg.escape(s.name()),
        s.fromMs() / 1000.0,
        s.toMs() / 1000.0);
  }

  private void axis(long begin, long end) {
    double right = x(begin, Math.min(end, toMs));
    Svg.add(body, "<path class=\"axis\" d=\"M%d %.1fH%.1f\"/>", LEFT, y, right);
    for (long at = (begin + 999) / 1000 * 1000; at <= Math.min(end, toMs); at += 1000) {
      Svg.add(body, "<path class=\"axis\" d=\"M%.1f %.1fv4\"/>", x(begin, at), y);
      Svg.add(
          body,
          "<text class=\"tick\" x=\"%.1f\" y=\"%.1f\">%d%s</text>",
          x(begin, at),
          y + 15,
          at / 1000,
          at + 1000 > Math.min(end, toMs) ? " s" : "");
    }
    y += 26;
  }
}
