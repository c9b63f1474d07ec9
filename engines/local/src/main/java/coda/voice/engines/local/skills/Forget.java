package coda.voice.engines.local.skills;

import coda.voice.engines.local.english.NumberWords;
import coda.voice.engines.local.phrases.Slots;
import java.util.List;
import java.util.Optional;

/** Forgets what it was asked to remember. */
public final class Forget implements Skill {
  @Override
  public String name() {
    return "forget";
  }

  @Override
  public List<String> phrases() {
    return List.of(
        "forget my <key>",
        "forget everything [i told you]",
        "rare: forget (what|all) i told you",
        "rare: forget everything about me",
        "rare: forget (all|everything) you know about me");
  }

  @Override
  public boolean changesSomething() {
    return true;
  }

  @Override
  public String answer(Heard heard, SkillContext context) {
    Facts facts = context.state(Facts.class, Facts::new);
    Optional<String> key = heard.first(Slots.KEY);
    if (key.isPresent()) {
      return facts.forget(key.get())
          ? "I forgot your " + key.get() + "."
          : "I don't know your " + key.get() + " anyway.";
    }
    int count = facts.forgetAll();
    return switch (count) {
      case 0 -> "There was nothing to forget.";
      case 1 -> "I forgot the one thing you told me.";
      default -> "I forgot all " + NumberWords.say(count) + " things you told me.";
    };
  }
}
