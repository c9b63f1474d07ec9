package coda.voice.engines.local.skills;

import java.time.LocalDate;

/** Yesterday, today or tomorrow. */
enum RelativeDay {
  YESTERDAY(-1, "Yesterday was"),
  TODAY(0, "Today is"),
  TOMORROW(1, "Tomorrow is"),
  DAY_AFTER_TOMORROW(2, "The day after tomorrow is");

  private final int offset;
  private final String opening;

  RelativeDay(int offset, String opening) {
    this.offset = offset;
    this.opening = opening;
  }

  static RelativeDay in(Heard heard) {
    if (heard.says("tomorrow") || heard.says("tomorrow's")) {
      return heard.says("after") ? DAY_AFTER_TOMORROW : TOMORROW;
    }
    return heard.says("yesterday") || heard.says("yesterday's") ? YESTERDAY : TODAY;
  }

  LocalDate from(LocalDate today) {
    return today.plusDays(offset);
  }

  String opening() {
    return opening;
  }
}
