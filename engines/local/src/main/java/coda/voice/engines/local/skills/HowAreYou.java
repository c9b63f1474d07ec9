package coda.voice.engines.local.skills;

import java.util.List;

/** Answers how it is. */
public final class HowAreYou implements Skill {
  @Override
  public String name() {
    return "how-are-you";
  }

  @Override
  public List<String> phrases() {
    return List.of(
        "[hello|hi|hey] how are you [doing] [today|this (morning|afternoon|evening)]",
        "how is it going",
        "rare: [hello|hi|hey] [there] how are you [doing|feeling] [today|tonight|this (morning|afternoon|evening)]",
        "rare: good (morning|afternoon|evening) [coda] how are you [doing] [today]",
        "rare: how is it going [today]",
        "rare: how do you do",
        "rare: how are things [today]",
        "rare: are you (okay|well)",
        "rare: how have you been");
  }

  @Override
  public boolean changesSomething() {
    return false;
  }

  @Override
  public String answer(Heard heard, SkillContext context) {
    return context.oneOf(
        "I'm doing fine, thank you. What can I do for you?",
        "Very well, thanks for asking. How can I help?",
        "All my circuits are happy, thank you. What would you like to do?");
  }
}
