package coda.voice.engines.local.skills;

import coda.voice.engines.local.english.NumberWords;
import coda.voice.engines.local.phrases.Slots;
import java.math.BigDecimal;
import java.util.List;
import java.util.stream.IntStream;

/** Rolls dice. */
public final class RollDice implements Skill {
  private static final int MOST_DICE = 10;
  private static final int MOST_SIDES = 1000;

  @Override
  public String name() {
    return "roll-dice";
  }

  @Override
  public List<String> phrases() {
    return List.of(
        "roll (a|the|<number>) (die|dice)",
        "roll a <number> sided (die|dice)",
        "rare: (roll|throw) (a|the|one) (die|dice)",
        "rare: (roll|throw) [the] dice",
        "rare: (roll|throw) (<number>|a couple of) dice",
        "rare: (roll|throw) (a|the) <number> sided (die|dice)",
        "rare: (roll|throw) <number> <number> sided dice");
  }

  @Override
  public boolean changesSomething() {
    return false;
  }

  @Override
  public String answer(Heard heard, SkillContext context) {
    List<BigDecimal> numbers = heard.all(Slots.NUMBER);
    boolean sided = heard.says("sided");
    BigDecimal dice =
        sided
            ? numbers.size() == 2 ? numbers.getFirst() : BigDecimal.ONE
            : numbers.isEmpty()
                ? BigDecimal.valueOf(heard.says("couple") ? 2 : 1)
                : numbers.getFirst();
    BigDecimal sides = sided ? numbers.getLast() : BigDecimal.valueOf(6);
    if (!isWhole(dice, 1, MOST_DICE)) {
      return "I can roll one to " + NumberWords.say(MOST_DICE) + " dice at a time.";
    }
    if (!isWhole(sides, 2, MOST_SIDES)) {
      return "A die of mine has two to one thousand sides.";
    }
    return result(dice.intValueExact(), sides.intValueExact(), context);
  }

  private static String result(int dice, int sides, SkillContext context) {
    List<Integer> rolls =
        IntStream.range(0, dice).map(i -> context.random(sides) + 1).boxed().toList();
    if (dice == 1) {
      String roll = NumberWords.say(rolls.getFirst());
      return context.oneOf("You rolled " + roll + ".", "It's " + roll + ".");
    }
    int total = rolls.stream().mapToInt(Integer::intValue).sum();
    return "You rolled "
        + Sentence.list(rolls.stream().map(NumberWords::say).toList())
        + ". That makes "
        + NumberWords.say(total)
        + ".";
  }

  private static boolean isWhole(BigDecimal number, int least, int most) {
    return number.stripTrailingZeros().scale() <= 0
        && number.compareTo(BigDecimal.valueOf(least)) >= 0
        && number.compareTo(BigDecimal.valueOf(most)) <= 0;
  }
}
