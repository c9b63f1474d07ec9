package coda.voice.engines.local.skills;

import coda.voice.engines.local.english.Expression;
import coda.voice.engines.local.english.Expression.Pair;
import coda.voice.engines.local.english.Expression.Plain;
import coda.voice.engines.local.english.Expression.Sign;
import coda.voice.engines.local.english.Expression.Single;
import coda.voice.engines.local.english.NoResultException;
import coda.voice.engines.local.phrases.Slots;
import java.math.BigDecimal;
import java.util.List;

/** Does sums. */
public final class Arithmetic implements Skill {
  @Override
  public String name() {
    return "arithmetic";
  }

  @Override
  public List<String> phrases() {
    return List.of(
        "(what is|how much is|calculate) <expression>",
        "(add|subtract|multiply|divide) <number> (and|to|from|by) <number>",
        "rare: [compute|work out|solve] <expression>",
        "rare: what does <expression> (make|equal)",
        "rare: what is <expression> equal to",
        "rare: multiply <number> with <number>");
  }

  @Override
  public boolean changesSomething() {
    return false;
  }

  @Override
  public String answer(Heard heard, SkillContext context) {
    Expression sum = sum(heard);
    BigDecimal value;
    try {
      value = sum.value();
    } catch (NoResultException none) {
      return none.safeMessage();
    }
    String result = Quantities.say(value);
    String echo = isShort(sum) ? sum.spoken() + " is " : "That makes ";
    return Sentence.of(echo)
        + (Quantities.isExact(value, Quantities.rounded(value)) ? "" : "about ")
        + result
        + ".";
  }

  private static Expression sum(Heard heard) {
    return heard
        .first(Slots.EXPRESSION)
        .orElseGet(
            () -> {
              List<BigDecimal> numbers = heard.all(Slots.NUMBER);
              Plain first = new Plain(numbers.get(0));
              Plain second = new Plain(numbers.get(1));
              if (heard.says("subtract")) {
                return new Pair(second, Sign.MINUS, first);
              }
              return new Pair(
                  first,
                  heard.says("multiply")
                      ? Sign.TIMES
                      : heard.says("divide") ? Sign.DIVIDED_BY : Sign.PLUS,
                  second);
            });
  }

  private static boolean isShort(Expression sum) {
    return switch (sum) {
      case Plain number -> true;
      case Single(var shape, var operation, Expression of) -> of instanceof Plain;
      case Pair(Expression left, var sign, Expression right) ->
          left instanceof Plain && right instanceof Plain;
    };
  }
}
