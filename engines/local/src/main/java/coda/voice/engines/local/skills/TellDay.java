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
        "what day is (it|today|tomorrow)",
        "what day is it (today|tomorrow)",
        "what day of the week is it",
        "rare: (what|which) day is (it|today|tomorrow) [today|tomorrow]",
        "rare: (what|which) day is [it] the day after tomorrow",
        "rare: what day it is",
        "rare: (what|which) day of the week is (it|today|tomorrow) [today|tomorrow]",
        "rare: (what|which) day was (it|yesterday) [yesterday]",
        "rare: (what|which) day will it be tomorrow",
        "rare: what is the day [today|tomorrow]",
        "rare: what is today",
        "rare: (what|which) day do we have [today]",
        "rare: tell me (the|what) day [it is]",
        "rare: what weekday is (it|today|tomorrow)");
  }

  @Override
  public boolean changesSomething() {
    return false;
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
