package coda.voice.engines.local.skills;

import java.util.List;

/** Says what the user said before. */
public final class RepeatMe implements Skill {
  @Override
  public String name() {
    return "repeat-me";
  }

  @Override
  public List<String> phrases() {
    return List.of(
        "what did i [just] say",
        "what did you (hear|understand)",
        "rare: repeat what i said",
        "rare: what was my (question|last question)");
  }

  @Override
  public boolean changesSomething() {
    return false;
  }

  @Override
  public String answer(Heard heard, SkillContext context) {
    return context
        .lastQuestion()
        .map(text -> "I heard: " + text + (text.matches(".*[.!?]$") ? "" : "."))
        .orElse("You haven't said anything else yet.");
  }
}
