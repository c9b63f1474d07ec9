package coda.voice.engines.local.skills;

import java.util.List;

/** Says what can be asked. */
public final class Help implements Skill {
  @Override
  public String name() {
    return "help";
  }

  @Override
  public List<String> phrases() {
    return List.of(
        "help [me]",
        "what can you do [for me]",
        "what can i (say|ask) [you]",
        "rare: i need [some] help",
        "rare: (can|could|will) you help [me]",
        "rare: what (can|could|should) i (say|ask) [you]",
        "rare: what (else|things) can you do",
        "rare: what do you know [how to do]",
        "rare: what are your skills",
        "rare: how (does this|do you) work",
        "rare: show me what you can do",
        "rare: list your (skills|commands)");
  }

  @Override
  public boolean changesSomething() {
    return false;
  }

  @Override
  public String answer(Heard heard, SkillContext context) {
    String example =
        context.oneOf(
            "Set a timer for ten minutes. Or: how many ounces are in a pound?",
            "Add milk and eggs to the shopping list. Or: what is fifteen percent of eighty?",
            "Remember that my name is Anna. Or: tell me a joke.");
    return "I can tell the time and the date, do sums, convert units, run timers, keep a shopping"
        + " list, remember things, flip coins, roll dice and tell jokes. For example, say: "
        + example;
  }
}
