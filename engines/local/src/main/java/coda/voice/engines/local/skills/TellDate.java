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
        "what is (today's|tomorrow's|yesterday's) date",
        "what is the date (of|for) (today|tomorrow)",
        "what date is (it|today|tomorrow) [today|tomorrow]",
        "what date it is",
        "what (the|today's) date is [today]",
        "what was (the|yesterday's) date [yesterday]",
        "(tell|give) me the date [today]",
        "(tell|give) me today's date",
        "do you know the date",
        "which date is (it|today)",
        "what day of the month is it",
        "(what|which) month is (it|this)",
        "(what|which) year is (it|this)");
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
