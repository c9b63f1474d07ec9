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
        "repeat [that|it|this|yourself] [again]",
        "repeat [what you said|the last answer]",
        "(say|tell me) (that|it) [again|once more|one more time]",
        "say again",
        "what did you [just] say",
        "(pardon|pardon me|excuse me|sorry|come again)",
        "sorry what [did you say]",
        "i did not (hear|catch|get|understand) (that|you|it)",
        "(once more|one more time)");
  }

  @Override
  public String answer(Heard heard, SkillContext context) {
    return context.lastAnswer().orElse("I haven't said anything yet.");
  }
}
