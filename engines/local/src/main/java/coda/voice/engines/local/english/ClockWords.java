package coda.voice.engines.local.english;

import java.time.LocalDate;
import java.time.LocalTime;
import java.time.format.TextStyle;
import java.util.Locale;

/** Says times of day and dates, spelled out so that every synthesiser reads them right. */
public final class ClockWords {
  private ClockWords() {}

  /**
   * A time: "three fifteen in the afternoon", "nine oh five in the morning", "noon".
   *
   * @param time seconds are ignored
   */
  public static String time(LocalTime time) {
    int hour = time.getHour();
    int minute = time.getMinute();
    if (minute == 0 && hour % 12 == 0) {
      return hour == 0 ? "midnight" : "noon";
    }
    String name = NumberWords.say(hour % 12 == 0 ? 12 : hour % 12);
    String minutes =
        minute == 0
            ? " o'clock"
            : minute < 10 ? " oh " + NumberWords.say(minute) : " " + NumberWords.say(minute);
    return name + minutes + " " + part(hour);
  }

  private static String part(int hour) {
    if (hour < 12) {
      return "in the morning";
    }
    return hour < 18 ? "in the afternoon" : hour < 22 ? "in the evening" : "at night";
  }

  /**
   * A date: "Monday, November twenty-third".
   *
   * @param date any
   */
  public static String date(LocalDate date) {
    return date.getDayOfWeek().getDisplayName(TextStyle.FULL, Locale.ENGLISH)
        + ", "
        + date.getMonth().getDisplayName(TextStyle.FULL, Locale.ENGLISH)
        + " "
        + NumberWords.ordinal(date.getDayOfMonth());
  }
}
