package coda.voice.testkit.simulation;

import static coda.voice.testkit.simulation.BrokenRules.deafTo;
import static coda.voice.testkit.simulation.BrokenRules.neverArms;
import static coda.voice.testkit.simulation.BrokenRules.neverCallsOff;
import static coda.voice.testkit.simulation.BrokenRules.patientWith;
import static coda.voice.testkit.simulation.BrokenRules.twice;
import static coda.voice.testkit.simulation.BrokenRules.without;
import static coda.voice.testkit.simulation.Invariant.CONTROL_IS_KEPT;
import static coda.voice.testkit.simulation.Invariant.ENDS_ONCE;
import static coda.voice.testkit.simulation.Invariant.EVERYTHING_GIVEN_BACK;
import static coda.voice.testkit.simulation.Invariant.EVERY_WAIT_ENDS;
import static coda.voice.testkit.simulation.Invariant.HISTORY_IS_WHAT_WAS_HEARD;
import static coda.voice.testkit.simulation.Invariant.LEAD_IS_KEPT;
import static coda.voice.testkit.simulation.Invariant.NEVER_THROWS;
import static coda.voice.testkit.simulation.Invariant.NOTHING_AFTER_THE_END;
import static coda.voice.testkit.simulation.Invariant.ONE_ANSWER;
import static coda.voice.testkit.simulation.Invariant.ONE_REPLY;
import static coda.voice.testkit.simulation.Invariant.PARTS_ARE_CLOSED;
import static coda.voice.testkit.simulation.Invariant.SAMPLES_ONCE;
import static coda.voice.testkit.simulation.Invariant.SETTINGS_ARE_A_SNAPSHOT;
import static coda.voice.testkit.simulation.Invariant.TOOLS_RUN_ONCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import coda.voice.conversation.turn.Lifecycle;
import coda.voice.conversation.turn.TurnEffect;
import coda.voice.conversation.turn.TurnEvent;
import coda.voice.conversation.turn.TurnMachine;
import coda.voice.conversation.turn.TurnRules;
import coda.voice.conversation.turn.TurnTimer;
import coda.voice.testkit.scenario.Scenario;
import coda.voice.testkit.scenario.ScenarioParser;
import coda.voice.testkit.scenario.ScenarioPrinter;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;

/** The simulation can fail: a machine that is wrong in one point is caught, and shown in short. */
class BrokenRulesTest {
  /** No broken rule survives more conversations than this. */
  private static final int ENOUGH = 3_000;

  static final List<Arguments> MACHINES =
      List.of(
          broken("says nothing of a reply's end", ENDS_ONCE, BrokenRules.endsInSilence()),
          broken("ends a reply twice", ENDS_ONCE, twice(TurnEffect.EndReply.class)),
          broken("answers beside a reply that runs", ONE_REPLY, BrokenRules.answersBeside()),
          broken(
              "goes on with a reply that is over",
              NOTHING_AFTER_THE_END,
              BrokenRules.goesOnUnasked()),
          broken("holds no reply", EVERY_WAIT_ENDS, without(TurnEffect.HoldPlayback.class)),
          broken("never goes on", EVERY_WAIT_ENDS, without(TurnEffect.ResumePlayback.class)),
          broken("does not watch for stalls", EVERY_WAIT_ENDS, neverArms(TurnTimer.STALL)),
          broken("does not end pauses", EVERY_WAIT_ENDS, neverArms(TurnTimer.END_OF_TURN)),
          broken("calls no timer off", EVERY_WAIT_ENDS, neverCallsOff(TurnTimer.FIRST_AUDIO)),
          broken("is patient with engines", EVERY_WAIT_ENDS, patientWith(TurnTimer.FIRST_AUDIO)),
          broken(
              "is deaf to the stop button",
              CONTROL_IS_KEPT,
              deafTo(TurnEvent.InterruptRequested.class)),
          broken("is deaf to typed words", CONTROL_IS_KEPT, deafTo(TurnEvent.Typed.class)),
          broken(
              "confirms guesses although the user went on",
              HISTORY_IS_WHAT_WAS_HEARD,
              BrokenRules.confirmsWrongGuesses()),
          broken("believes that all was heard", ONE_ANSWER, BrokenRules.believesAllWasHeard()),
          broken(
              "forgets what the user said",
              HISTORY_IS_WHAT_WAS_HEARD,
              BrokenRules.forgetsSpokenWords()),
          broken("runs tools twice", TOOLS_RUN_ONCE, twice(TurnEffect.RunTool.class)),
          broken("forgets what tools did", TOOLS_RUN_ONCE, without(TurnEffect.RecordTool.class)),
          broken("listens twice", SAMPLES_ONCE, twice(TurnEffect.OpenRecognition.class)),
          broken(
              "never stops listening",
              PARTS_ARE_CLOSED,
              without(TurnEffect.FinishRecognition.class)),
          broken(
              "goes on listening to a turn that was dropped",
              PARTS_ARE_CLOSED,
              BrokenRules.keepsRecognitions(Lifecycle.LIVE)),
          broken(
              "goes on listening after the end",
              EVERYTHING_GIVEN_BACK,
              BrokenRules.keepsRecognitions(Lifecycle.CLOSED)),
          broken("ends a session twice", EVERYTHING_GIVEN_BACK, BrokenRules.endsAgain()),
          broken("says no goodbye", EVERYTHING_GIVEN_BACK, without(TurnEffect.CloseSession.class)),
          broken(
              "changes settings underway",
              SETTINGS_ARE_A_SNAPSHOT,
              BrokenRules.changesSettingsUnderway()),
          broken("lets the model speak beside a reply", ONE_REPLY, BrokenRules.speaksBeside()),
          broken("holds a model that leads", LEAD_IS_KEPT, BrokenRules.holdsTheModel()),
          broken("says sorry for the model", LEAD_IS_KEPT, BrokenRules.apologisesForTheModel()),
          broken(
              "forgets what the model was told",
              LEAD_IS_KEPT,
              BrokenRules.forgetsWhatTheModelWasTold()),
          broken(
              "lets the model owe an answer for ever",
              EVERY_WAIT_ENDS,
              neverArms(TurnTimer.MODEL_ANSWER)),
          broken(
              "answers nothing for a model that is gone",
              LEAD_IS_KEPT,
              BrokenRules.owesWhenNobodyLeads()),
          broken("hears no request", PARTS_ARE_CLOSED, deafTo(TurnEvent.ReplyRequested.class)),
          broken("refuses twice", PARTS_ARE_CLOSED, twice(TurnEffect.RefuseRequest.class)),
          broken("throws when surprised", NEVER_THROWS, BrokenRules.throwsWhenSurprised()),
          broken("ignores half-heartedly", NEVER_THROWS, BrokenRules.ignoresHalfHeartedly()));

  private static Arguments broken(String how, Invariant caughtBy, TurnRules rules) {
    return arguments(how, caughtBy, rules);
  }

  @ParameterizedTest(name = "a machine that {0}")
  @FieldSource("MACHINES")
  void isCaught(String how, Invariant caughtBy, TurnRules rules) throws InterruptedException {
    Finding finding =
        Simulation.run(new Plan(ENOUGH, 1, 1, rules), tally -> {}).finding().orElseThrow();

    assertThat(finding.violation().invariant()).isEqualTo(caughtBy);
    assertThat(finding.shortestViolation().invariant()).isEqualTo(caughtBy);
    Scenario shortest = finding.shortest();
    assertThat(shortest.happenings()).hasSizeLessThanOrEqualTo(4);
    assertThat(shortest.givens()).hasSizeLessThanOrEqualTo(5);
    Scenario readAgain = ScenarioParser.parse(ScenarioPrinter.print(shortest));
    assertThat(Simulation.violations(readAgain, rules)).anyMatch(v -> v.invariant() == caughtBy);
    assertThat(Simulation.violations(readAgain, TurnMachine::next)).isEmpty();
  }
}
