package coda.voice.conversation.turn;

import static org.assertj.core.api.Assertions.assertThat;

import coda.voice.conversation.turn.Reply.Announced;
import java.util.HashSet;
import java.util.Set;

/** Watches a row of steps and checks what must hold after every one of them. */
final class TurnInvariants {
  private final Set<String> begun = new HashSet<>();
  private final Set<String> ended = new HashSet<>();
  private final Set<String> opened = new HashSet<>();
  private final Set<String> finished = new HashSet<>();
  private final Set<TurnTimer> armed = new HashSet<>();
  private final Set<String> tentative = new HashSet<>();
  private final Set<String> tools = new HashSet<>();
  private final Set<String> remembered = new HashSet<>();
  private final Set<String> asked = new HashSet<>();
  private boolean closed;

  void check(TurnMachine.Step step) {
    step.effects().forEach(this::follow);
    TurnState s = step.state();
    assertThat(begun.size() - ended.size()).as("at most one answer runs").isBetween(0, 1);
    assertThat(s.reply() instanceof Announced)
        .as("an announced answer is in the state")
        .isEqualTo(begun.size() > ended.size());
    assertThat(armed).as("armed timers are in the state").isEqualTo(s.timers());
    assertThat(s.requested().map(Set::of).orElse(Set.of()))
        .as("a request is answered, refused or waits")
        .isEqualTo(asked);
    assertThat(s.requested().isEmpty() || s.reply() instanceof Announced || !s.pending().isEmpty())
        .as("a request waits for words or another answer only")
        .isTrue();
    everyStateHasAnExit(s);
    if (closed) {
      assertThat(armed).as("no timer outlives the session").isEmpty();
      assertThat(opened).as("no recognition outlives the session").isEmpty();
      assertThat(begun).as("no answer outlives the session").isEqualTo(ended);
      assertThat(tentative).as("no guess outlives the session").isEmpty();
      assertThat(asked).as("no request outlives the session").isEmpty();
    }
  }

  private void follow(TurnEffect effect) {
    switch (effect) {
      case TurnEffect.StartReply e -> begin(e.replyId());
      case TurnEffect.StartSpeech e -> begin(e.replyId());
      case TurnEffect.StartApology e -> begin(e.replyId());
      case TurnEffect.StartRequested e -> {
        assertThat(asked.remove(e.requestId())).as("what begins was asked for").isTrue();
        begin(e.replyId());
      }
      case TurnEffect.RefuseRequest e ->
          assertThat(asked.remove(e.requestId())).as("what is refused was asked for").isTrue();
      case TurnEffect.StartModelReply e -> begin(e.replyId());
      case TurnEffect.StartTentative e -> {
        assertThat(tentative).as("one answer is begun on trust").isEmpty();
        assertThat(begun).as("none while another runs").isEqualTo(ended);
        assertThat(opened).as("what it answers is being understood").contains(e.itemId());
        tentative.add(e.replyId());
      }
      case TurnEffect.ConfirmTentative e -> {
        assertThat(tentative.remove(e.replyId())).as("what is confirmed was begun").isTrue();
        begin(e.replyId());
      }
      case TurnEffect.DropTentative e ->
          assertThat(tentative.remove(e.replyId())).as("what is dropped was begun").isTrue();
      case TurnEffect.RunTool e -> {
        running(e.replyId());
        assertThat(tools.add(e.replyId() + "/" + e.callId())).as("a call runs once").isTrue();
      }
      case TurnEffect.RecordTool e -> {
        String call = e.replyId() + "/" + e.callId();
        assertThat(tools).as("what is remembered was run").contains(call);
        assertThat(remembered.add(call)).as("a call is remembered once").isTrue();
      }
      case TurnEffect.DeliverTool e -> {
        running(e.replyId());
        assertThat(remembered).contains(e.replyId() + "/" + e.callId());
      }
      case TurnEffect.EndReply e -> {
        running(e.replyId());
        ended.add(e.replyId());
      }
      case TurnEffect.HoldPlayback e -> running(e.replyId());
      case TurnEffect.ResumePlayback e -> running(e.replyId());
      case TurnEffect.OpenRecognition e -> {
        assertThat(opened).as("one turn hears the microphone").allMatch(finished::contains);
        assertThat(opened.add(e.itemId())).as("a turn opens once").isTrue();
      }
      case TurnEffect.FinishRecognition e -> {
        assertThat(opened).contains(e.itemId());
        assertThat(finished.add(e.itemId())).as("a turn finishes once").isTrue();
      }
      case TurnEffect.DiscardRecognition e ->
          assertThat(opened.remove(e.itemId())).as("what is discarded was open").isTrue();
      case TurnEffect.NotifyTranscript e -> {
        if (e.isFinal()) {
          opened.remove(e.itemId());
        }
      }
      case TurnEffect.NotifyTurnDropped e -> opened.remove(e.itemId());
      case TurnEffect.SetTimer e -> {
        assertThat(e.delayMs()).isNotNegative();
        armed.add(e.timer());
      }
      case TurnEffect.CancelTimer e ->
          assertThat(armed.remove(e.timer())).as("what is called off was armed").isTrue();
      case TurnEffect.CloseSession e -> {
        assertThat(closed).as("a session closes once").isFalse();
        closed = true;
      }
      case TurnEffect.AnticipateFinal e -> assertThat(opened).contains(e.itemId());
      case TurnEffect.RecordAnswered e -> assertThat(begun).contains(e.replyId());
      case TurnEffect.RecordUser e -> assertThat(e.text()).isNotBlank();
      case TurnEffect.NotifySpeechStarted e -> {}
      case TurnEffect.NotifySpeechStopped e -> {}
      case TurnEffect.ProposeIdlePrompt e -> {}
      case TurnEffect.NotifyProposalDropped e -> {}
      case TurnEffect.NotifyUntouchable e -> running(e.replyId());
      case TurnEffect.Ignored e -> {}
    }
  }

  /** Before the step: a fired timer is no longer armed, a recognition that told its end is over. */
  void happens(TurnEvent event) {
    switch (event) {
      case TurnEvent.TimerFired e -> armed.remove(e.timer());
      case TurnEvent.FinalTranscript e -> recognitionEnds(e.itemId());
      case TurnEvent.TranscriptFailed e -> recognitionEnds(e.itemId());
      case TurnEvent.ReplyRequested e -> {
        if (!closed) {
          asked.add(e.requestId());
        }
      }
      default -> {}
    }
  }

  private void recognitionEnds(String itemId) {
    opened.remove(itemId);
  }

  private void begin(String replyId) {
    assertThat(begun).as("the answer before has ended").isEqualTo(ended);
    assertThat(begun.add(replyId)).as("an answer begins once").isTrue();
  }

  private void running(String replyId) {
    assertThat(begun).contains(replyId);
    assertThat(ended).as("nothing happens to an answer that has ended").doesNotContain(replyId);
  }

  private static void everyStateHasAnExit(TurnState s) {
    if (s.lifecycle() == Lifecycle.CLOSED) {
      return;
    }
    Set<TurnTimer> t = s.timers();
    assertThat(t.contains(TurnTimer.SUSPENSION))
        .as("a lost connection has its time")
        .isEqualTo(s.lifecycle() == Lifecycle.SUSPENDED);
    if (s.user() instanceof User.Ending) {
      assertThat(t).contains(TurnTimer.END_OF_TURN);
    }
    if (s.turn().isPresent()) {
      assertThat(t).contains(TurnTimer.MAX_TURN);
    }
    if (!s.pending().isEmpty()) {
      assertThat(t).contains(TurnTimer.FINAL_TRANSCRIPT);
    }
    boolean nothingRuns =
        s.turn().isEmpty() && s.pending().isEmpty() && !(s.reply() instanceof Announced);
    assertThat(t.contains(TurnTimer.MODEL_ANSWER))
        .as("what the model owes has its time, while nothing else runs")
        .isEqualTo(s.owed().isPresent() && nothingRuns);
    assertThat(s.owed().isPresent() && nothingRuns && s.lead() == Lead.SESSION)
        .as("a session that leads owes nothing")
        .isFalse();
    switch (s.reply()) {
      case Reply.None r ->
          assertThat(
                  t.contains(TurnTimer.IDLE)
                      || t.contains(TurnTimer.SUSPENSION)
                      || t.contains(TurnTimer.MODEL_ANSWER)
                      || s.turn().isPresent())
              .as("quiet ends, too")
              .isTrue();
      case Reply.Transcribing r -> assertThat(s.pending()).isNotEmpty();
      case Reply.Thinking r -> assertThat(t).contains(TurnTimer.FIRST_AUDIO);
      case Reply.Speaking r -> assertThat(t).contains(TurnTimer.STALL);
      case Reply.Finishing r -> assertThat(t).contains(TurnTimer.STALL);
      case Reply.Held r ->
          assertThat(t)
              .contains(
                  s.lifecycle() == Lifecycle.SUSPENDED
                      ? TurnTimer.SUSPENSION
                      : TurnTimer.FALSE_INTERRUPTION);
    }
  }
}
