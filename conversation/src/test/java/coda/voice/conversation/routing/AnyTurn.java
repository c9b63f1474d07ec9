package coda.voice.conversation.routing;

import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Random turns, candidates and outcomes. */
final class AnyTurn {
  private AnyTurn() {}

  static Arbitrary<String> text() {
    Arbitrary<String> word =
        Arbitraries.of(
            "hello",
            "what",
            "is",
            "the",
            "weather",
            "explain",
            "why",
            "code",
            "remember",
            "timer",
            "seven",
            "times",
            "8",
            "Paris",
            "and",
            "because",
            "detailed",
            "this",
            "über",
            "?",
            ",",
            "don't",
            "東京",
            "search",
            "\u0000",
            "🙂");
    return Arbitraries.oneOf(
        word.list().ofMaxSize(70).map(words -> String.join(" ", words)),
        Arbitraries.strings().ofMaxLength(40));
  }

  static Arbitrary<String> language() {
    return Arbitraries.of("en", "en-GB", "de", "fr-FR", "ja", "sw", "");
  }

  static Arbitrary<OptionalDouble> share() {
    return Arbitraries.doubles()
        .between(0, 1)
        .injectNull(0.3)
        .map(value -> value == null ? OptionalDouble.empty() : OptionalDouble.of(value));
  }

  static Arbitrary<OptionalInt> permits() {
    return Arbitraries.integers()
        .between(0, 3)
        .injectNull(0.5)
        .map(value -> value == null ? OptionalInt.empty() : OptionalInt.of(value));
  }

  static Arbitrary<TurnFacts> facts() {
    Arbitrary<Boolean> yesOrNo = Arbitraries.of(true, false);
    Arbitrary<Set<Answerer>> usable = Arbitraries.of(Answerer.class).set();
    return Combinators.combine(text(), language(), yesOrNo, share(), usable, permits(), permits())
        .flatAs(
            (text, language, typed, confidence, up, chain, duplex) ->
                Combinators.combine(yesOrNo, yesOrNo, yesOrNo)
                    .as(
                        (tools, memory, speaks) ->
                            new TurnFacts(
                                text,
                                language,
                                typed,
                                confidence,
                                tools,
                                ToolWords.NONE,
                                memory,
                                up,
                                speaks,
                                chain,
                                duplex)));
  }

  static Arbitrary<Delivery> delivery() {
    return Combinators.combine(
            Arbitraries.of(Answerer.class),
            Arbitraries.of(Complexity.class),
            Arbitraries.of(Delivery.Result.class),
            Arbitraries.longs().between(0, 10_000))
        .as(Delivery::new);
  }

  static Arbitrary<Outcome> outcome() {
    return Arbitraries.of(Route.class)
        .flatMap(
            route ->
                Combinators.combine(
                        Arbitraries.of(route.answerers()),
                        Arbitraries.of(Complexity.class),
                        Arbitraries.of(true, false),
                        Arbitraries.longs().between(0, 10_000),
                        Arbitraries.of(true, false),
                        Arbitraries.of(true, false))
                    .as(
                        (winner, bucket, valid, ms, cut, failed) ->
                            new Outcome(route, winner, bucket, valid, ms, cut, failed)));
  }

  static Arbitrary<RouterState> state() {
    return Combinators.combine(outcome().list().ofMaxSize(40), delivery().list().ofMaxSize(20))
        .as(AnyTurn::state);
  }

  static RouterState state(List<Outcome> outcomes, List<Delivery> deliveries) {
    RouterState state = RouterState.FRESH;
    for (Outcome outcome : outcomes) {
      state = state.with(outcome);
    }
    for (Delivery delivery : deliveries) {
      state = state.with(delivery);
    }
    return state;
  }

  static Arbitrary<Candidate> candidate() {
    return Combinators.combine(
            Arbitraries.of(Answerer.class),
            text(),
            Arbitraries.longs().between(0, 6000),
            share(),
            delivery().list().ofMaxSize(25).map(DeliveryRecord::new),
            Arbitraries.of(true, false))
        .as(Candidate::new);
  }
}
