package coda.voice.conversation.timeline;

import coda.voice.conversation.timeline.Timeline.Moment;
import java.util.Locale;

/** A timeline as lines to read. */
public final class TimelineText {
  private TimelineText() {}

  /**
   * The whole text, each line with its line break.
   *
   * @param timeline what to print
   */
  public static String of(Timeline timeline) {
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            "Conversation %s, %s, %.2f s%n",
            plain(timeline.conversationId()),
            timeline.startedAt(),
            timeline.endMs() / 1000.0));
    for (Moment moment : timeline.moments()) {
      text.append(line(moment));
    }
    timeline.missing().ifPresent(why -> text.append("Incomplete: ").append(why).append("\n"));
    return text.toString();
  }

  private static String line(Moment moment) {
    return String.format(
                Locale.ROOT,
                "%8.2f s  %-9s  %-15s %s",
                moment.atMs() / 1000.0,
                moment.lane().name().toLowerCase(Locale.ROOT),
                moment.what(),
                plain(moment.detail()))
            .stripTrailing()
        + "\n";
  }

  /** A text from a journal must not move the cursor of a terminal. */
  private static String plain(String text) {
    return text.codePoints()
        .map(c -> Character.isISOControl(c) ? ' ' : c)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }
}
