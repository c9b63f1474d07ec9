package coda.voice.engines.local.skills;

import coda.voice.engines.local.english.ClockWords;
import java.util.List;

/** Tells the time. */
public final class TellTime implements Skill {
  @Override
  public String name() {
    return "time";
  }

  @Override
  public List<String> phrases() {
    return List.of(
        "what time is it [now|right now]",
        "what is the [current] time",
        "(tell|give) me the time",
        "do you (know what time it is|have the time)",
        "rare: what is the [current|exact] time [now|right now|please]",
        "rare: (tell|give) me the [current|exact] time",
        "rare: what time is it here",
        "rare: what time it is",
        "rare: what the time is",
        "rare: do you (know|have) the time",
        "rare: tell me what time it is",
        "rare: what time do (you|we) have",
        "rare: how late is it",
        "rare: [have you] got the time",
        "rare: [the] time please",
        "rare: check the time");
  }

  @Override
  public boolean changesSomething() {
    return false;
  }

  @Override
  public String answer(Heard heard, SkillContext context) {
    String time = ClockWords.time(context.now().toLocalTime());
    return context.oneOf("It's " + time + ".", "It is " + time + " now.");
  }
}
