package coda.voice.engines.local.skills;

import java.util.List;

/** Takes thanks. */
public final class ThankYou implements Skill {
  @Override
  public String name() {
    return "thank-you";
  }

  @Override
  public List<String> phrases() {
    return List.of(
        "[okay|great|good|perfect] thank you [so|very] [much|kindly] [for (everything|that|[all] (your|the) (help|time))]",
        "thanks [a lot|so much|very much|again] [for (everything|that|[all] (your|the) (help|time))]",
        "many thanks",
        "i (appreciate it|thank you)",
        "that was [very] helpful [thank you]",
        "(good job|well done)");
  }

  @Override
  public String answer(Heard heard, SkillContext context) {
    return context.oneOf("You're welcome.", "My pleasure.", "Any time.", "Glad I could help.");
  }
}
