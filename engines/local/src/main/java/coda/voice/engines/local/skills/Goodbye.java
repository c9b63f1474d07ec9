package coda.voice.engines.local.skills;

import java.util.List;

/** Says goodbye and ends the conversation. */
public final class Goodbye implements Skill {
  @Override
  public String name() {
    return "goodbye";
  }

  @Override
  public List<String> phrases() {
    return List.of(
        "[thanks] (goodbye|bye|bye bye) [for now|coda]",
        "good night [coda] [[and] see you tomorrow]",
        "(see you|talk to you) (later|tomorrow|soon)",
        "have a (good|nice) (day|evening|night)",
        "that is all [for now]",
        "rare: [okay|thank you|thanks] [and] (goodbye|bye|bye bye) [for now|coda]",
        "rare: (goodbye|bye|good night) [and] (see you|talk to you) [later|tomorrow|soon|again]",
        "rare: speak to you (later|tomorrow|soon|again)",
        "rare: (see you|talk to you) again",
        "rare: have a great (day|evening|night|one)",
        "rare: that is all [for (now|today)] [thank you|thanks]",
        "rare: i have to (go|leave) [now]",
        "rare: (end|finish) (the|this) (conversation|call)",
        "rare: hang up");
  }

  @Override
  public boolean changesSomething() {
    return true;
  }

  @Override
  public String answer(Heard heard, SkillContext context) {
    context.endConversation();
    if (heard.says("night")) {
      return "Good night. Sleep well.";
    }
    return context.oneOf("Goodbye!", "Bye! Talk to you soon.", "See you later.");
  }
}
