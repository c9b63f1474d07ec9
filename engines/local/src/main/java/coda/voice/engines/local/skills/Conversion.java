package coda.voice.engines.local.skills;

import coda.voice.engines.local.english.Dimension;
import coda.voice.engines.local.english.Unit;
import coda.voice.engines.local.phrases.Slots;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** Converts units of measure. */
public final class Conversion implements Skill {
  private static final List<String> ANY_UNITS =
      List.of(
          "rare: how many <unit> [are] [there] in (a|an|one|<number>) <unit>",
          "rare: how many <unit> (is|are|make|makes) (a|an|<number>) <unit>",
          "rare: (convert|change|turn) (a|an|<number>) <unit> (to|into|in) <unit>",
          "rare: (what|how much) (is|are) (a|an|<number>) <unit> (in|to|as) <unit>",
          "rare: <number> <unit> (in|to|into|as) <unit>");

  @Override
  public String name() {
    return "conversion";
  }

  @Override
  public List<String> phrases() {
    List<String> phrases = new ArrayList<>(ANY_UNITS);
    for (String unit : List.of("length", "mass", "volume", "temperature", "time")) {
      phrases.add(
          "(convert|what is|how much is) (a|an|<number>) <%1$s> (to|in) <%1$s>".formatted(unit));
      if (!unit.equals("temperature")) {
        phrases.add("how many <%1$s> [are] in (a|an|<number>) <%1$s>".formatted(unit));
      }
    }
    return phrases;
  }

  /** Units that do not go together are a slip of the mind when typed, but misheard when spoken. */
  @Override
  public boolean changesSomething() {
    return false;
  }

  @Override
  public boolean takes(Heard heard, SkillContext context) {
    List<Unit> units = heard.all(Unit.class);
    return !heard.spoken() || units.get(0).dimension() == units.get(1).dimension();
  }

  @Override
  public String answer(Heard heard, SkillContext context) {
    List<Unit> units = heard.all(Unit.class);
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
    BigDecimal rounded = Quantities.roundedMeasure(result, to.dimension());
    return Sentence.of(Quantities.say(amount))
        + " "
        + from.name(amount)
        + " is "
        + (Quantities.isExact(result, rounded) ? "" : "about ")
        + Quantities.say(rounded)
        + " "
        + to.name(rounded)
        + ".";
  }
}
