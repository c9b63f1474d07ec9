package coda.voice.engines.local.skills;

import coda.voice.engines.local.english.Dimension;
import coda.voice.engines.local.english.Unit;
import coda.voice.engines.local.phrases.Slots;
import java.math.BigDecimal;
import java.util.List;

/** Converts units of measure. */
public final class Conversion implements Skill {
  @Override
  public String name() {
    return "conversion";
  }

  @Override
  public List<String> phrases() {
    return List.of(
        "how many <unit> [are] in (a|an|<number>) <unit>",
        "(convert|what is|what are|how much is) (a|an|<number>) <unit> (to|in) <unit>",
        "rare: how many <unit> [are] [there] in (a|an|one|<number>) <unit>",
        "rare: how many <unit> (is|are|make|makes) (a|an|<number>) <unit>",
        "rare: (convert|change|turn) (a|an|<number>) <unit> (to|into|in) <unit>",
        "rare: (what|how much) (is|are) (a|an|<number>) <unit> (in|to|as) <unit>",
        "rare: <number> <unit> (in|to|into|as) <unit>");
  }

  @Override
  public String answer(Heard heard, SkillContext context) {
    List<Unit> units = heard.all(Slots.UNIT);
    boolean targetFirst = heard.says("many");
    Unit from = units.get(targetFirst ? 1 : 0);
    Unit to = units.get(targetFirst ? 0 : 1);
    BigDecimal amount = heard.first(Slots.NUMBER).orElse(BigDecimal.ONE);
    if (from.dimension() != to.dimension()) {
      return Sentence.of(from.many()) + " and " + to.many() + " measure different things.";
    }
    if (amount.signum() < 0 && from.dimension() != Dimension.TEMPERATURE) {
      return "There is no such thing as a negative number of " + from.many() + ".";
    }
    BigDecimal result = from.convert(amount, to);
    BigDecimal rounded = Quantities.roundedMeasure(result);
    String verb = amount.compareTo(BigDecimal.ONE) == 0 ? " is " : " are ";
    return Sentence.of(Quantities.say(amount))
        + " "
        + from.name(amount)
        + verb
        + (Quantities.isExact(result, rounded) ? "" : "about ")
        + Quantities.say(rounded)
        + " "
        + to.name(rounded)
        + ".";
  }
}
