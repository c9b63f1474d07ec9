package coda.voice.engines.local.skills;

import java.util.List;

/** Says the last answer again. */
public final class RepeatThat implements Skill {
  @Override
  public String name() {
    return "repeat";
  }

  @Override
  public List<String> phrases() {
    return List.of(
        "repeat (that|it)",
        "say (that|it) again",
        "what did you say",
        "(pardon|pardon me|sorry)",
        "i did not (hear|catch|understand) that",
        "rare: repeat [that|it|this|yourself] [again]",
        "rare: repeat [what you said|the last answer]",
        "rare: (say|tell me) (that|it) [again|once more|one more time]",
        "rare: say again",
        "rare: what was that",
        "rare: what did you just say",
        "rare: (excuse me|come again)",
        "rare: sorry what [did you say]",
        "rare: i did not (hear|catch|get|understand) (that|you|it)",
        "rare: (once more|one more time)");
  }

  @Override
  public boolean changesSomething() {
    return false;
  }

  @Override
  public String answer(Heard heard, SkillContext context) {
    return context.lastAnswer().orElse("I haven't said anything yet.");
  }
}
