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
        "[okay|thank you|thanks] [and] (goodbye|bye|bye bye) [for now|coda]",
        "(goodbye|bye|good night) [and] (see you|talk to you) [later|tomorrow|soon|again]",
        "(see you|talk to you|speak to you) (later|tomorrow|soon|again)",
        "good night [coda]",
        "have a (good|nice|great) (day|evening|night|one)",
        "that is all [for (now|today)] [thank you|thanks]",
        "i have to (go|leave) [now]",
        "(end|finish) (the|this) (conversation|call)",
        "hang up");
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
