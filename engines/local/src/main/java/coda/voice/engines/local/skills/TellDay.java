package coda.voice.engines.local.skills;

import coda.voice.engines.local.english.ClockWords;
import java.time.format.TextStyle;
import java.util.List;
import java.util.Locale;

/** Tells the day of the week. */
public final class TellDay implements Skill {
  @Override
  public String name() {
    return "day";
  }

  @Override
  public List<String> phrases() {
    return List.of(
        "(what|which) day is (it|today|tomorrow) [today|tomorrow]",
        "(what|which) day is it the day after tomorrow",
        "(what|which) day is the day after tomorrow",
        "what day it is",
        "(what|which) day of the week is (it|today|tomorrow) [today|tomorrow]",
        "(what|which) day was (it|yesterday) [yesterday]",
        "(what|which) day will it be tomorrow",
        "what is the day [today|tomorrow]",
        "what is today",
        "tell me (the|what) day [it is]",
        "what weekday is (it|today|tomorrow)");
  }

  @Override
  public String answer(Heard heard, SkillContext context) {
    RelativeDay day = RelativeDay.in(heard);
    var date = day.from(context.now().toLocalDate());
    String name = date.getDayOfWeek().getDisplayName(TextStyle.FULL, Locale.ENGLISH);
    return context.oneOf(
        day.opening() + " " + name + ".", day.opening() + " " + ClockWords.date(date) + ".");
  }
}
