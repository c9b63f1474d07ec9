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
        "thank you [so much|very much] [for (everything|your help)]",
        "thanks [a lot|so much]",
        "rare: [okay|great|good|perfect] thank you [so|very] [much|kindly] [for (everything|that|[all] (your|the) (help|time))]",
        "rare: thanks [a lot|so much|very much|again] [for (everything|that|[all] (your|the) (help|time))]",
        "rare: many thanks",
        "rare: thank you coda",
        "rare: thank you that is (great|good|perfect|all)",
        "rare: i (appreciate it|thank you)",
        "rare: that was [very] helpful [thank you]",
        "rare: (good job|well done)");
  }

  @Override
  public boolean changesSomething() {
    return false;
  }

  @Override
  public String answer(Heard heard, SkillContext context) {
    return context.oneOf("You're welcome.", "My pleasure.", "Any time.", "Glad I could help.");
  }
}
