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
        "(who|what) are you",
        "what is your name",
        "tell me about yourself",
        "rare: do you have a name",
        "rare: what do i call you",
        "rare: who am i (talking|speaking) (to|with)",
        "rare: introduce yourself",
        "rare: are you [a] (robot|computer|machine|human|person)",
        "rare: are you real");
  }

  @Override
  public boolean changesSomething() {
    return false;
  }

  @Override
  public String answer(Heard heard, SkillContext context) {
    return context.oneOf(
            "I'm Coda, a small voice assistant. ", "My name is Coda. I'm a voice assistant. ")
        + "I work without a language model, so I know only a few things, but I know them well. "
        + "Ask me what I can do.";
  }
}
