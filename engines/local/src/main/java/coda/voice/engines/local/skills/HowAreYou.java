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
        "[hello|hi|hey] [there] how are you [doing|feeling] [today|tonight|this morning|this afternoon|this evening]",
        "good (morning|afternoon|evening) how are you [doing] [today]",
        "how is it going [today]",
        "how do you do",
        "how are things [today]",
        "are you (okay|well)",
        "how have you been");
  }

  @Override
  public String answer(Heard heard, SkillContext context) {
    return context.oneOf(
        "I'm doing fine, thank you. What can I do for you?",
        "Very well, thanks for asking. How can I help?",
        "All my circuits are happy, thank you. What would you like to do?");
  }
}
