package coda.voice.conversation.timeline;

import java.util.List;

/** What the colours and patterns mean. */
final class Legend {
  private record Key(String style, String text) {}

  private static final List<Key> KEYS =
      List.of(
          new Key("speech", "user speaks"),
          new Key("pause", "pause"),
          new Key("tentative", "tentative"),
          new Key("thinking", "being made"),
          new Key("speaking", "heard"),
          new Key("held", "held"),
          new Key("sent", "audio sent"));

  private Legend() {}

  /**
   * Draws it in one line.
   *
   * @param out gets it
   * @param left where it begins
   * @param top of it
   * @return its height
   */
  static double draw(StringBuilder out, double left, double top) {
    double x = left;
    for (Key key : KEYS) {
      Svg.add(
          out,
          "<rect class=\"%s\" x=\"%.1f\" y=\"%.1f\" width=\"14\" height=\"%d\"/>"
              + "<text x=\"%.1f\" y=\"%.1f\">%s</text>",
          key.style,
          x,
          key.style.equals("sent") ? top + 5 : top,
          key.style.equals("sent") ? 3 : 12,
          x + 18,
          top + 10,
          key.text);
      x += 18 + Labels.width(key.text) + 10;
    }
    return 14;
  }
}
