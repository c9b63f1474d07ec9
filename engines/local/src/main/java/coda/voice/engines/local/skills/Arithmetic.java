package coda.voice.engines.local.skills;

import coda.voice.engines.local.english.Expression;
import coda.voice.engines.local.english.Expression.Number;
import coda.voice.engines.local.english.Expression.Pair;
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
        "[what is|how much is|calculate|compute|work out|solve] <expression>",
        "what does <expression> (make|equal)",
        "what is <expression> equal to",
        "(add|plus) <number> (and|to) <number>",
        "subtract <number> from <number>",
        "multiply <number> (by|and|with) <number>",
        "divide <number> by <number>");
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
              Number first = new Number(numbers.get(0));
              Number second = new Number(numbers.get(1));
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
      case Number number -> true;
      case Single(var shape, var operation, Expression of) -> of instanceof Number;
      case Pair(Expression left, var sign, Expression right) ->
          left instanceof Number && right instanceof Number;
    };
  }
}
