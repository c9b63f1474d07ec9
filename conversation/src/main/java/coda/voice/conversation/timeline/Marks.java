package coda.voice.conversation.timeline;

import coda.voice.conversation.timeline.Timeline.Moment.Mark;

/** The signs in the lanes; told apart by shape, not by colour alone. */
final class Marks {
  private Marks() {}

  /**
   * Draws one.
   *
   * @param out gets it
   * @param mark which
   * @param x where it happened
   * @param top of the lane
   * @param height of the lane
   */
  static void draw(StringBuilder out, Mark mark, double x, double top, int height) {
    double middle = top + height / 2.0;
    switch (mark) {
      case HELD ->
          Svg.add(
              out,
              "<path class=\"sign\" d=\"M%.1f %.1fv10M%.1f %.1fv10\"/>",
              x + 4,
              middle - 5,
              x + 8,
              middle - 5);
      case RESUMED ->
          Svg.add(out, "<path class=\"sign full\" d=\"M%.1f %.1fl7 5l-7 5z\"/>", x + 3, middle - 5);
      case CUT ->
          Svg.add(
              out,
              "<path class=\"cut\" d=\"M%.1f %.1fv%d\"/>"
                  + "<path class=\"cut\" d=\"M%.1f %.1fl6 6m0 -6l-6 6\"/>",
              x,
              top - 3,
              height + 6,
              x - 10,
              middle - 3);
      case DROPPED, FAILED ->
          Svg.add(out, "<path class=\"cut\" d=\"M%.1f %.1fl6 6m0 -6l-6 6\"/>", x - 3, middle - 3);
      case WON ->
          Svg.add(out, "<path class=\"sign\" d=\"M%.1f %.1fl3 3l5 -7\"/>", x + 3, middle + 1);
      case TOOL ->
          Svg.add(
              out, "<path class=\"sign full\" d=\"M%.1f %.1fl4 4l-4 4l-4 -4z\"/>", x, middle - 4);
      case NONE, TYPED -> {
        // Words alone.
      }
    }
  }
}
