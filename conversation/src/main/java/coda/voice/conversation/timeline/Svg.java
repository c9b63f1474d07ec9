package coda.voice.conversation.timeline;

import java.util.Locale;

/** The SVG around a picture: its size, its colours, and what its texts may not contain. */
final class Svg {
  private static final String STYLE =
      """
      <style>
        text { font: 11px system-ui, -apple-system, "Segoe UI", Roboto, "DejaVu Sans", sans-serif;
          fill: #1f2328; }
        .back { fill: #ffffff; }
        .name, .tick { fill: #59636e; }
        .name { text-anchor: end; }
        .tick { text-anchor: middle; }
        .lane { fill: #eef0f2; }
        .axis, .leader { stroke: #6a737d; fill: none; }
        .leader { stroke-width: 0.6; }
        .speech { fill: #0969da; }
        .pause { fill: #9cc3f0; }
        .tentative { fill: none; stroke: #1a7f37; stroke-dasharray: 3 2; }
        .thinking { fill: #d3bd86; }
        .speaking { fill: #4cab63; }
        .held { fill: url(#hatch); stroke: #1a7f37; stroke-width: 0.6; }
        .hatch { stroke: #4cab63; stroke-width: 2; }
        .sent { fill: #6a737d; }
        .sign { stroke: #1f2328; stroke-width: 2; fill: none; }
        .full { fill: #1f2328; stroke: none; }
        .cut { stroke: #cf222e; stroke-width: 2; fill: none; }
        @media (prefers-color-scheme: dark) {
          text { fill: #e6edf3; }
          .back { fill: #15191f; }
          .name, .tick { fill: #9aa4af; }
          .lane { fill: #252b33; }
          .axis, .leader { stroke: #9aa4af; }
          .speech { fill: #4493f8; }
          .pause { fill: #27507f; }
          .tentative { stroke: #3fb950; }
          .thinking { fill: #75643a; }
          .speaking { fill: #2f8f47; }
          .held { stroke: #3fb950; }
          .hatch { stroke: #2f8f47; }
          .sent { fill: #9aa4af; }
          .sign { stroke: #e6edf3; }
          .full { fill: #e6edf3; stroke: none; }
          .cut { stroke: #ff6b64; }
        }
      </style>
      <defs>
        <pattern id="hatch" width="6" height="6" patternUnits="userSpaceOnUse"
            patternTransform="rotate(45)">
          <path class="hatch" d="M0 0V6"/>
        </pattern>
      </defs>
      """;

  private Svg() {}

  /**
   * A whole document.
   *
   * @param width in pixels
   * @param height in pixels
   * @param title what it shows, escaped here
   * @param body what is drawn
   */
  static String document(double width, double height, String title, String body) {
    StringBuilder out = new StringBuilder();
    add(
        out,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%.0f\" height=\"%.0f\""
            + " viewBox=\"0 0 %.0f %.0f\" role=\"img\">",
        width,
        height,
        width,
        height);
    add(out, "<title>%s</title>", escape(title));
    out.append(STYLE);
    add(out, "<rect class=\"back\" width=\"100%%\" height=\"100%%\" rx=\"6\"/>");
    return out.append(body).append("</svg>\n").toString();
  }

  /** One line, with points in its numbers whatever the language of the machine. */
  static void add(StringBuilder out, String format, Object... values) {
    out.append(String.format(Locale.ROOT, format, values)).append('\n');
  }

  /** A text as XML may hold it. */
  static String escape(String text) {
    StringBuilder out = new StringBuilder();
    text.codePoints()
        .forEach(
            c -> {
              switch (c) {
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '&' -> out.append("&amp;");
                case '"' -> out.append("&quot;");
                default -> out.appendCodePoint(allowed(c) ? c : 0xFFFD);
              }
            });
    return out.toString();
  }

  private static boolean allowed(int c) {
    return c >= 0x20 && !(c >= 0xD800 && c <= 0xDFFF) && c != 0xFFFE && c != 0xFFFF;
  }
}
