package coda.voice.testkit.play;

import static org.assertj.core.api.Assertions.assertThat;

import coda.voice.conversation.SessionWitness;
import coda.voice.conversation.turn.TurnEffect;
import coda.voice.conversation.turn.TurnMachine;
import coda.voice.conversation.turn.TurnRules;
import coda.voice.testkit.scenario.ScenarioParser;
import org.junit.jupiter.api.Test;

class ScenarioRunnerTest {
  private static final String INTERRUPTED =
      """
      # Counting
      the assistant answers "One two three four five six seven eight nine ten."
      at 0.0 the user types "count to ten"
      1.0 after reply 1 begins the user says "stop that please"
      """;

  private static final String COUGHED =
      """
      # Coughing
      the assistant answers "One two three four five six seven eight nine ten."
      at 0.0 the user types "count to ten"
      1.0 after reply 1 begins the user coughs for 0.2
      """;

  private final ScenarioRunner runner = new ScenarioRunner();

  private ScenarioResult play(String scenario) {
    return runner.run(ScenarioParser.parse(scenario));
  }

  private ScenarioResult play(String scenario, TurnRules rules) {
    return runner.run(ScenarioParser.parse(scenario), SessionWitness.NONE, rules);
  }

  private static TurnRules without(Class<? extends TurnEffect> forgotten) {
    return (state, event) -> {
      TurnMachine.Step step = TurnMachine.next(state, event);
      return new TurnMachine.Step(
          step.state(), step.effects().stream().filter(e -> !forgotten.isInstance(e)).toList());
    };
  }

  @Test
  void whatDoesNotComeAsExpectedIsToldAsOneWouldSayIt() {
    ScenarioResult result = play(INTERRUPTED + "expect heard \"One two\", \"Yes.\"\n");

    assertThat(result.passed()).isFalse();
    assertThat(result.failures())
        .containsExactly(
            "expect heard \"One two\", \"Yes.\": it was \"One two three four\", \"Yes.\"");
    assertThat(result.report())
        .contains("> 1.0 after reply 1 begins the user says", "reply_1 is heard");
  }

  @Test
  void whatNeverHappensIsAFailure() {
    ScenarioResult result = play(INTERRUPTED + "0.5 after reply 7 begins the user presses stop\n");

    assertThat(result.failures())
        .containsExactly("never happened: 0.5 after reply 7 begins the user presses stop");
  }

  @Test
  void everyKindOfExpectationCanFail() {
    assertThat(
            play(INTERRUPTED
                    + """
                        expect understood "nothing of it"
                        expect nothing understood
                        expect asked "something else"
                        expect nothing asked
                        expect 1 reply
                        expect 2 replies, completed
                        expect heard "One"
                        expect nothing heard
                        expect shown "One"
                        expect history user "One"
                        expect no history
                        expect held 3 times
                        expect resumed 3 times
                        expect dropped TURN_NO_WORDS
                        expect problem ENGINE_FAILED
                        expect tool "hammer" ran 1 time
                        expect turn 1 ends 0.5 after speech
                        expect turn 2 ends 1.0 after speech
                        expect reply 1 begins between 5.0 and 6.0
                        expect reply 3 begins between 5.0 and 6.0
                        expect reply 2 begins within 0.01 after the turn
                        expect reply 1 ends between 5.0 and 6.0
                        expect quiet within 0.01
                        expect speculation won 1 time
                        expect speculation wasted 1 time
                        expect not said "hello"
                        expect answered by duplex, chain
                        expect routes parallel
                        expect modes moshi only
                        expect the duplex model opened 3 times
                        expect the session is over "idle"
                        """)
                .failures())
        .hasSize(31);
  }

  @Test
  void whatIsExpectedNotToBeIsFoundWhenItIs() {
    assertThat(
            play("""
                    # Failing
                    set idle to 5.0
                    the scenario lasts 20.0
                    the assistant fails
                    at 0.0 the user coughs for 0.5
                    at 2.5 the user types "hello"
                    expect nothing dropped
                    expect no problem
                    expect the session goes on
                    """)
                .failures())
        .hasSize(3);
  }

  @Test
  void aModeThatChangesIsFoundWhereNoneShould() {
    assertThat(
            play("""
                    # Alone
                    the mode is hybrid
                    the duplex model cannot be reached
                    at 0.5 the user types "hello"
                    expect no mode change
                    """)
                .failures())
        .containsExactly("expect no mode change: it was \"traditional\"");
  }

  @Test
  void anAnswerThatIsNeverResumedIsNoticed() {
    ScenarioResult result =
        play(COUGHED + "expect 1 reply, completed\n", without(TurnEffect.ResumePlayback.class));

    assertThat(result.passed()).isFalse();
  }

  @Test
  void aTurnThatIsNeverRememberedIsNoticed() {
    String expected =
        "expect history user \"count to ten\", assistant \"One two three four five six"
            + " seven eight nine ten.\"\n";

    assertThat(play(COUGHED + expected).passed()).isTrue();
    assertThat(play(COUGHED + expected, without(TurnEffect.RecordUser.class)).passed()).isFalse();
  }

  @Test
  void whatIsNotGivenBackIsNoticed() {
    ScenarioResult result = play(INTERRUPTED, without(TurnEffect.CloseSession.class));

    assertThat(result.failures())
        .singleElement()
        .asString()
        .startsWith("not given back: ")
        .contains("1 dialogues");
  }

  @Test
  void theSameScenarioGoesTheSameWayAgain() {
    assertThat(play(INTERRUPTED).timeline()).isEqualTo(play(INTERRUPTED).timeline());
  }
}
