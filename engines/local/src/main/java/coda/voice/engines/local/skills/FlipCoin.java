package coda.voice.engines.local.skills;

import java.util.List;

/** Flips a coin. */
public final class FlipCoin implements Skill {
  @Override
  public String name() {
    return "flip-coin";
  }

  @Override
  public List<String> phrases() {
    return List.of(
        "(flip|toss) a coin",
        "heads or tails",
        "rare: throw a coin",
        "rare: do a coin (flip|toss)");
  }

  @Override
  public boolean changesSomething() {
    return false;
  }

  @Override
  public String answer(Heard heard, SkillContext context) {
    String side = context.random(2) == 0 ? "heads" : "tails";
    return context.oneOf(
        "It's " + side + ".", Sentence.of(side) + ".", "The coin shows " + side + ".");
  }
}
