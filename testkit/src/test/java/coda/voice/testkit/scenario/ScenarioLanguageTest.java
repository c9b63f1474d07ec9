package coda.voice.testkit.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import coda.voice.conversation.ConversationMode;
import coda.voice.conversation.SessionNotice.Outcome;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class ScenarioLanguageTest {
  @Property(tries = 2000)
  void whateverIsPrintedIsReadAsTheSameScenario(@ForAll long seed) {
    Scenario scenario = new RandomScenarios(seed).next();

    assertThat(ScenarioParser.parse(ScenarioPrinter.print(scenario))).isEqualTo(scenario);
  }

  @Test
  void aScenarioReadsLikeProse() {
    Scenario scenario =
        ScenarioParser.parse(
            """
            # A cough does not cancel an answer
            # Whoever coughs wants no silence.

            the conversation is full duplex
            the assistant answers "One two three.", waits 0.5,
                calls "weather"

            at 0.0 the user says "count to ten", finished 0.94   # said with certainty
            at 4.25 the user coughs for 0.2

            # in the end
            expect heard "One two three."
            expect 1 reply, completed
            """);

    assertThat(scenario)
        .isEqualTo(
            new Scenario(
                "A cough does not cancel an answer",
                List.of("Whoever coughs wants no silence."),
                List.of(
                    new Setting.Mode(ConversationMode.FULL_DUPLEX),
                    new EngineScript.Answer(
                        List.of(
                            new AnswerStep.Says("One two three."),
                            new AnswerStep.Waits(500),
                            new AnswerStep.Calls("weather")))),
                List.of(
                    Happening.at(
                        0,
                        new UserAction.Says(
                            "count to ten", List.of(new SpeechManner.Finished(0.94)))),
                    Happening.at(4250, new UserAction.Coughs(200))),
                List.of(
                    new Expectation.Heard(List.of("One two three.")),
                    new Expectation.Replies(1, List.of(Outcome.COMPLETED)))));
  }

  @Test
  void whatCannotBeReadIsToldWithItsLineAndWhatCouldStandThere() {
    assertThatExceptionOfType(ScenarioException.class)
        .isThrownBy(
            () ->
                ScenarioParser.parse(
                    """
                    # A title

                    at 1.0 the client sings
                    """))
        .withMessageContaining("line 3: after 'at 1.0 the client' there is sings")
        .withMessageContaining("ends | has | reads | stops");
  }

  @Test
  void whatIsMissingAtTheEndOfALineIsTold() {
    assertThatExceptionOfType(ScenarioException.class)
        .isThrownBy(() -> ScenarioParser.parse("# A title\nat 1.0 the user types"))
        .withMessageContaining("the line ends; what can stand there: a text in quotes");
  }

  @Test
  void aValueThatMakesNoSenseIsToldWithItsLine() {
    assertThatExceptionOfType(ScenarioException.class)
        .isThrownBy(() -> ScenarioParser.parse("# A title\nat -1.0 the user presses stop"))
        .withMessageContaining("line 2: nothing happens before the beginning");
  }

  @Test
  void aScenarioWithoutATitleIsRefused() {
    assertThatExceptionOfType(ScenarioException.class)
        .isThrownBy(() -> ScenarioParser.parse("at 1.0 the user presses stop"))
        .withMessageContaining("begins with '# ' and its title");
  }
}
