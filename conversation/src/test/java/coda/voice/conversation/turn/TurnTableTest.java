package coda.voice.conversation.turn;

import static org.assertj.core.api.Assertions.assertThat;

import coda.voice.conversation.ConversationMode;
import coda.voice.conversation.TurnSettings;
import coda.voice.engine.TurnDetector.TurnOutlook;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Every state meets every event, the absurd ones included. The table is the file {@code
 * turn-table.txt}; whoever changes a rule reads its diff. {@code -Dturn.table.write=true} writes it
 * anew.
 */
class TurnTableTest {
  private static final Path TABLE = Path.of("src/test/resources/turn-table.txt");
  private static final String ITEM = "item_1";
  private static final String REPLY = "reply_1";

  @Test
  void everyStateAnswersEveryEventAsTheTableSays() throws IOException {
    List<String> table = table();
    if (Boolean.getBoolean("turn.table.write")) {
      Files.createDirectories(TABLE.getParent());
      Files.write(TABLE, table);
    }
    assertThat(table).containsExactlyElementsOf(Files.readAllLines(TABLE));
  }

  private static List<String> table() {
    List<String> lines = new ArrayList<>();
    states()
        .forEach(
            (name, state) -> {
              lines.add("== " + name + ": " + regions(state));
              for (TurnEvent event : TurnEvents.ofEachKind(10_000, ITEM, REPLY)) {
                TurnMachine.Step step = TurnMachine.next(state, event);
                String effects =
                    step.effects().stream()
                        .map(TurnTableTest::describe)
                        .collect(Collectors.joining(", "));
                lines.add(
                    "%-34s → %-34s %s"
                        .formatted(describe(event), regions(step.state()), effects)
                        .stripTrailing());
              }
            });
    return lines;
  }

  private static Map<String, TurnState> states() {
    TurnEvent started = new TurnEvent.SpeechStarted(1060, 1000);
    TurnEvent stopped = new TurnEvent.SpeechStopped(2200, 2000, 1000, TurnOutlook.UNKNOWN);
    TurnEvent ended = new TurnEvent.TimerFired(3000, TurnTimer.END_OF_TURN);
    TurnEvent words = new TurnEvent.FinalTranscript(3100, ITEM, "what time is it", 4);
    TurnEvent heard = new TurnEvent.ReplySpeechBegan(3400, REPLY);
    TurnEvent made = new TurnEvent.ReplyMade(3600, REPLY);
    TurnEvent over = new TurnEvent.SpeechStarted(4060, 4000);
    Map<String, TurnState> states = new LinkedHashMap<>();
    states.put("quiet", after());
    states.put("user speaks", after(started));
    states.put("user pauses", after(started, stopped));
    states.put("words awaited", after(started, stopped, ended));
    states.put("answer is made", after(started, stopped, ended, words));
    states.put("user speaks while answer is made", after(started, stopped, ended, words, over));
    states.put("answer is heard", after(started, stopped, ended, words, heard));
    states.put("rest is played", after(started, stopped, ended, words, heard, made));
    states.put("held", after(started, stopped, ended, words, heard, over));
    states.put("rest is held", after(started, stopped, ended, words, heard, made, over));
    TurnEvent partial =
        new TurnEvent.PartialTranscript(1900, ITEM, "what time is it", 4, TurnOutlook.COMPLETE);
    TurnEvent sure = new TurnEvent.SpeechStopped(2200, 2000, 1000, TurnOutlook.COMPLETE);
    states.put("answer is begun on trust", after(started, partial, sure));
    states.put("answer is begun on trust, words awaited", after(started, partial, sure, ended));
    TurnEvent guarded = new TurnEvent.ReplyGuarded(3500, REPLY, true);
    states.put("guarded answer is heard", after(started, stopped, ended, words, heard, guarded));
    TurnEvent acts = new TurnEvent.ToolCalled(3150, REPLY, "call_1", true);
    states.put("something is done", after(started, stopped, ended, words, acts));
    states.put(
        "something was done",
        after(
            started, stopped, ended, words, acts, new TurnEvent.ToolEnded(3200, REPLY, "call_1")));
    TurnEvent secondOver = new TurnEvent.TimerFired(6000, TurnTimer.END_OF_TURN);
    TurnEvent stoppedAgain = new TurnEvent.SpeechStopped(5000, 4800, 800, TurnOutlook.UNKNOWN);
    states.put(
        "guarded, words wait",
        after(
            started,
            stopped,
            ended,
            words,
            heard,
            guarded,
            over,
            stoppedAgain,
            secondOver,
            new TurnEvent.FinalTranscript(6100, "item_2", "and stop", 2)));
    TurnEvent lost = new TurnEvent.ConnectionLost(3700);
    states.put("connection lost", after(lost));
    states.put("connection lost while heard", after(started, stopped, ended, words, heard, lost));
    states.put(
        "apology is made",
        after(started, stopped, ended, words, new TurnEvent.ReplyFailed(3300, REPLY, "X")));
    states.put(
        "draining",
        after(started, stopped, ended, words, heard, new TurnEvent.DrainRequested(3500)));
    TurnEvent obedient =
        new TurnEvent.Configured(400, ConversationMode.FULL_DUPLEX, TurnEvents.OBEDIENT);
    TurnEvent stubborn =
        new TurnEvent.Configured(400, ConversationMode.FULL_DUPLEX, TurnEvents.STUBBORN);
    TurnEvent asked = new TurnEvent.ReplyRequested(3200, "ask_1");
    states.put("nobody has asked for an answer", after(obedient, started, stopped, ended, words));
    states.put(
        "asked for while words are awaited", after(obedient, started, stopped, ended, asked));
    states.put(
        "what was asked for is heard",
        after(obedient, started, stopped, ended, words, asked, heard));
    states.put(
        "a stubborn answer is heard", after(stubborn, started, stopped, ended, words, heard));
    TurnEvent passed = new TurnEvent.LeadPassed(500, Lead.MODEL);
    TurnEvent spoke = new TurnEvent.ModelSpoke(3300);
    states.put("the model leads", after(passed));
    states.put("user speaks to the model", after(passed, started));
    states.put("words to the model awaited", after(passed, started, stopped, ended));
    states.put("the model owes an answer", after(passed, started, stopped, ended, words));
    states.put("the model begins", after(passed, spoke));
    states.put("the model is heard", after(passed, spoke, heard));
    states.put("user speaks over the model", after(passed, spoke, heard, over));
    TurnEvent soon = new TurnEvent.ModelSpoke(2300);
    TurnEvent soonHeard = new TurnEvent.ReplySpeechBegan(2320, REPLY);
    TurnEvent soonOver = new TurnEvent.PlaybackFinished(2800, REPLY);
    states.put(
        "the model has answered before the turn is over",
        after(passed, started, stopped, soon, soonHeard, soonOver, ended));
    states.put(
        "draining while the model owes an answer",
        after(passed, started, stopped, ended, words, new TurnEvent.DrainRequested(3500)));
    states.put(
        "the session answers for a model that keeps silent",
        after(
            passed,
            started,
            stopped,
            ended,
            words,
            new TurnEvent.TimerFired(5000, TurnTimer.MODEL_ANSWER)));
    states.put("closed", after(new TurnEvent.CloseRequested(100, "client")));
    return states;
  }

  private static TurnState after(TurnEvent... events) {
    TurnState state = TurnState.initial(ConversationMode.FULL_DUPLEX, TurnSettings.DEFAULTS);
    state =
        TurnMachine.next(state, new TurnEvent.Configured(0, state.mode(), state.settings()))
            .state();
    for (TurnEvent event : events) {
      state = TurnMachine.next(state, event).state();
    }
    return state;
  }

  private static String regions(TurnState s) {
    return s.lifecycle()
        + " "
        + s.user().getClass().getSimpleName()
        + " "
        + s.reply().getClass().getSimpleName();
  }

  private static String describe(TurnEvent event) {
    return switch (event) {
      case TurnEvent.TimerFired e -> "timer " + e.timer();
      case TurnEvent.FinalTranscript e ->
          e.text().isEmpty()
              ? "FinalTranscript empty"
              : "FinalTranscript" + (e.content() == 0 ? " backchannel" : "");
      case TurnEvent.PartialTranscript e ->
          "PartialTranscript " + (e.content() == 0 ? "backchannel" : e.outlook().why());
      case TurnEvent.OutlookChanged e -> "OutlookChanged " + e.outlook().why();
      case TurnEvent.SpeechProposed e -> "SpeechProposed" + (e.guarded() ? " guarded" : "");
      case TurnEvent.ReplyGuarded e -> "ReplyGuarded " + e.guarded();
      case TurnEvent.ToolCalled e ->
          "ToolCalled " + e.callId() + (e.sideEffects() ? " with effects" : "");
      case TurnEvent.ToolEnded e -> "ToolEnded " + e.callId();
      case TurnEvent.LeadPassed e -> "LeadPassed " + e.lead();
      case TurnEvent.SpeechStopped e -> "SpeechStopped " + e.outlook().why();
      case TurnEvent.SpeechContinued e -> "SpeechContinued " + e.spokenMs();
      case TurnEvent.Configured e ->
          "Configured "
              + e.mode()
              + (e.settings().equals(TurnSettings.DEFAULTS) ? "" : " otherwise");
      default -> event.getClass().getSimpleName();
    };
  }

  private static String describe(TurnEffect effect) {
    return switch (effect) {
      case TurnEffect.SetTimer e -> "+" + e.timer() + " " + e.delayMs();
      case TurnEffect.CancelTimer e -> "-" + e.timer();
      case TurnEffect.EndReply e ->
          "EndReply " + e.replyId() + " " + e.outcome() + " (" + e.reason() + ")";
      case TurnEffect.StartReply e ->
          "StartReply %s \"%s\"%s".formatted(e.replyId(), e.text(), e.spoken() ? "" : " (typed)");
      case TurnEffect.StartModelReply e ->
          "StartModelReply " + e.replyId() + (e.itemId().isEmpty() ? "" : " to " + e.itemId());
      case TurnEffect.StartTentative e ->
          "StartTentative %s \"%s\"%s"
              .formatted(e.replyId(), e.text(), e.continuesPrevious() ? " (continues)" : "");
      case TurnEffect.DropTentative e -> "DropTentative " + e.replyId() + ": " + e.reason();
      case TurnEffect.StartApology e -> "StartApology " + e.replyId() + " " + e.apology();
      case TurnEffect.NotifyProposalDropped e -> "NotifyProposalDropped " + e.code();
      case TurnEffect.NotifyTurnDropped e -> "NotifyTurnDropped " + e.code();
      case TurnEffect.Ignored e -> "ignored: " + e.why();
      case TurnEffect.CloseSession e -> "CloseSession " + e.reason();
      case TurnEffect.RecordAnswered e ->
          "RecordAnswered \"" + e.text() + "\" before " + e.replyId();
      case TurnEffect.RecordUser e -> "RecordUser \"" + e.text() + "\"";
      default -> effect.getClass().getSimpleName();
    };
  }
}
