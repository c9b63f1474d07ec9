package coda.voice.engines.local.skills;

import coda.voice.engines.local.english.NumberWords;
import coda.voice.engines.local.phrases.Slots;
import coda.voice.engines.local.skills.Facts.Fact;
import java.util.List;
import java.util.Optional;

/** Remembers a fact for the length of the conversation. */
public final class Remember implements Skill {
  @Override
  public String name() {
    return "remember";
  }

  @Override
  public List<String> phrases() {
    return List.of(
        "(remember|do not forget) [that] <fact>",
        "my name is <name>",
        "rare: (make|take) a note [that] <fact>",
        "rare: keep in mind [that] <fact>");
  }

  @Override
  public boolean changesSomething() {
    return true;
  }

  @Override
  public String answer(Heard heard, SkillContext context) {
    String text =
        heard
            .first(Slots.FACT)
            .or(() -> heard.first(Slots.NAME).map(name -> "my name is " + name))
            .orElse("");
    Optional<Fact> fact = context.state(Facts.class, Facts::new).remember(text);
    if (fact.isEmpty()) {
      return "I can keep at most "
          + NumberWords.say(Facts.MOST)
          + " things in mind. Ask me to forget one first.";
    }
    return context.oneOf("I'll remember that ", "Okay, I'll keep in mind that ")
        + fact.get().sentence()
        + ".";
  }
}
