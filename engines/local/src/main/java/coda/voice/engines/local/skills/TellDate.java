package coda.voice.engines.local.skills;

import coda.voice.engines.local.english.ClockWords;
import coda.voice.engines.local.english.NumberWords;
import java.time.LocalDate;
import java.time.format.TextStyle;
import java.util.List;
import java.util.Locale;

/** Tells the date, the month or the year. */
public final class TellDate implements Skill {
  @Override
  public String name() {
    return "date";
  }

  @Override
  public List<String> phrases() {
    return List.of(
        "what is the date [today|tomorrow]",
        "what is (today's|tomorrow's) date",
        "(what|which) (month|year) is it",
        "tell me the date",
        "rare: what is yesterday's date",
        "rare: what is the date (of|for) (today|tomorrow)",
        "rare: what date is (it|today|tomorrow) [today|tomorrow]",
        "rare: what date it is",
        "rare: what (the|today's) date is [today]",
        "rare: what was (the|yesterday's) date [yesterday]",
        "rare: (tell|give) me (the|today's) date [today]",
        "rare: do you know the date",
        "rare: which date is (it|today)",
        "rare: (what|which) date do we have [today]",
        "rare: what day of the month is it",
        "rare: (what|which) (month|year) is this");
  }

  @Override
  public boolean changesSomething() {
    return false;
  }

  @Override
  public String answer(Heard heard, SkillContext context) {
    LocalDate today = context.now().toLocalDate();
    if (heard.says("year")) {
      return "It's " + NumberWords.year(today.getYear()) + ".";
    }
    if (heard.says("month") && !heard.says("day")) {
      return "It's "
          + today.getMonth().getDisplayName(TextStyle.FULL, Locale.ENGLISH)
          + " "
          + NumberWords.year(today.getYear())
          + ".";
    }
    RelativeDay day = RelativeDay.in(heard);
    return day.opening() + " " + ClockWords.date(day.from(today)) + ".";
  }
}
