package coda.voice.engines.local.skills;

import java.util.List;

/** Says who is speaking. */
public final class WhoAreYou implements Skill {
  @Override
  public String name() {
    return "who-are-you";
  }

  @Override
  public List<String> phrases() {
    return List.of(
        "who are you",
        "what are you",
        "what is your name",
        "do you have a name",
        "what do i call you",
        "who am i (talking|speaking) (to|with)",
        "tell me about yourself",
        "introduce yourself",
        "are you [a] (robot|computer|machine|human|person)",
        "are you real");
  }

  @Override
  public String answer(Heard heard, SkillContext context) {
    return context.oneOf(
            "I'm Coda, a small voice assistant. ", "My name is Coda. I'm a voice assistant. ")
        + "I work without a language model, so I know only a few things, but I know them well. "
        + "Ask me what I can do.";
  }
}
