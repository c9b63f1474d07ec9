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
        "what time is it [now|right now|here]",
        "what time it is",
        "what the time is",
        "what is the [current|exact] time [now|right now|please]",
        "(tell|give) me the [current|exact] time",
        "do you (know|have) the time",
        "do you know what time it is",
        "tell me what time it is",
        "what time do (you|we) have",
        "how late is it",
        "[the] time please",
        "check the time");
  }

  @Override
  public String answer(Heard heard, SkillContext context) {
    String time = ClockWords.time(context.now().toLocalTime());
    return context.oneOf("It's " + time + ".", "It is " + time + " now.");
  }
}
