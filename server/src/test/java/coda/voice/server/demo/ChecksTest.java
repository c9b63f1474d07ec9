package coda.voice.server.demo;

import static org.assertj.core.api.Assertions.assertThat;

import coda.voice.protocol.coda.Outcome;
import coda.voice.protocol.coda.ServerMessage.Latency;
import coda.voice.server.demo.Microphone.Spoken;
import coda.voice.server.demo.ReplyRecord.Ending;
import coda.voice.server.demo.ReplyRecord.Interruption;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class ChecksTest {
  private static final DemoTurn TURN = DemoTurn.waiting("what can you do", "I can");
  private static final String ANSWER = "I can tell the time. And do sums.";

  private static ReplyRecord reply(Outcome outcome, String history, long endpointing) {
    return ReplyRecord.begun("r")
        .withText(ANSWER)
        .withFirstAudio(1_500)
        .with(new Ending(outcome, history, latency(endpointing)));
  }

  private static Latency latency(long endpointing) {
    return new Latency(
        OptionalLong.of(endpointing),
        OptionalLong.empty(),
        OptionalLong.empty(),
        OptionalLong.empty(),
        OptionalLong.empty());
  }

  private static List<String> check(ReplyRecord reply, boolean interrupted) {
    return Checks.of(TURN, Optional.of(reply), interrupted);
  }

  @Test
  void shouldAcceptAnAnswerThatFitsAndEnds() {
    assertThat(check(reply(Outcome.COMPLETED, ANSWER, 300), false)).isEmpty();
  }

  @Test
  void shouldComplainOfWhatIsMissing() {
    assertThat(Checks.of(TURN, Optional.empty(), false)).containsExactly("no answer");
    assertThat(check(ReplyRecord.begun("r").withText("Sorry?"), false))
        .containsExactly(
            "the answer was not heard",
            "the answer does not fit: Sorry?",
            "the answer did not end");
  }

  @Test
  void shouldComplainOfAnAnswerThatWasCutWithoutReason() {
    assertThat(check(reply(Outcome.TRUNCATED, "I can", 300), false))
        .containsExactly("the answer was truncated");
  }

  @Test
  void shouldWantExactlyTheHeardWordsInTheHistory() {
    ReplyRecord cut = reply(Outcome.TRUNCATED, "I can tell", 300);
    assertThat(check(cut.with(new Interruption(3_000, "I can tell", 900, 905)), true)).isEmpty();
    assertThat(check(cut.with(new Interruption(3_000, "I can", 500, 505)), true))
        .containsExactly("the history holds 'I can tell', but 'I can' was heard");
    assertThat(check(cut, true)).contains("no words were heard before the interruption");
  }

  @Test
  void shouldTakeTheMedianOfEachStageOverTheTurnsThatHaveIt() {
    List<TurnResult> turns =
        List.of(turn(1_000, 300), turn(1_100, 500), turn(1_200, 400), unanswered());
    Delays median = Delays.median(turns);
    assertThat(median.client()).isEqualTo(OptionalDouble.of(400));
    assertThat(median.endpointing()).isEqualTo(OptionalDouble.of(400));
    assertThat(median.transcript()).isEmpty();
  }

  private static TurnResult turn(double endMs, long endpointing) {
    return TurnResult.of(
        TURN,
        new Spoken(0, endMs),
        "",
        Optional.of(reply(Outcome.COMPLETED, ANSWER, endpointing)),
        List.of());
  }

  private static TurnResult unanswered() {
    return TurnResult.of(TURN, new Spoken(0, 0), "", Optional.empty(), List.of("no answer"));
  }
}
