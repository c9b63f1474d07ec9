package coda.voice.conversation.turn;

import coda.voice.conversation.ConversationMode;
import coda.voice.conversation.TurnManners;
import coda.voice.conversation.TurnManners.Yielding;
import coda.voice.conversation.TurnSettings;
import coda.voice.engine.TurnDetector.TurnOutlook;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Events of every kind, sensible and absurd, for property tests and the table of all cells. */
final class TurnEvents {
  /** Settings with a prompt when it is quiet, and interruptions by length alone. */
  private static final TurnSettings PROMPTING =
      new TurnSettings(
          300, 120, 200, 1000, 2500, 300, 0, 1500, 1500, 2000, 3000, 4000, 4000, 30_000, 300_000,
          300_000, 8_000, 30_000, true, 0.5);

  /** Answers when asked to, and is silent when the user speaks. */
  static final TurnSettings OBEDIENT =
      TurnSettings.DEFAULTS.withManners(new TurnManners(false, Yielding.AT_ONCE));

  /** Answers everything, and speaks on. */
  static final TurnSettings STUBBORN =
      TurnSettings.DEFAULTS.withManners(new TurnManners(true, Yielding.NEVER));

  /** Kinds that end a session come last. */
  private static final int ENDINGS = 3;

  private static final int ALL = ofEachKind(0, "", "").size();
  private static final int COMMON = ALL - ENDINGS;

  private TurnEvents() {}

  /** One of each, at a time, about the given turn and answer. */
  static List<TurnEvent> ofEachKind(long at, String item, String reply) {
    return List.of(
        new TurnEvent.SpeechStarted(at, at - 60),
        new TurnEvent.SpeechStopped(at, at - 200, 800, TurnOutlook.UNKNOWN),
        new TurnEvent.SpeechStopped(at, at - 200, 800, TurnOutlook.COMPLETE),
        new TurnEvent.PartialTranscript(at, item, "what time", 2, TurnOutlook.INCOMPLETE),
        new TurnEvent.FinalTranscript(at, item, "what time is it", 4),
        new TurnEvent.FinalTranscript(at, item, "", 0),
        new TurnEvent.TranscriptFailed(at, item, "ENGINE_FAILED"),
        new TurnEvent.Committed(at),
        new TurnEvent.Cleared(at),
        new TurnEvent.Typed(at, "hello"),
        new TurnEvent.InterruptRequested(at),
        new TurnEvent.SpeechProposed(at, "your timer is done", 30_000, false),
        new TurnEvent.ReplyTextBegan(at, reply),
        new TurnEvent.ReplySpeechBegan(at, reply),
        new TurnEvent.ReplyMade(at, reply),
        new TurnEvent.PlaybackProgressed(at, reply),
        new TurnEvent.PlaybackFinished(at, reply),
        new TurnEvent.ReplyFailed(at, reply, "ENGINE_FAILED"),
        new TurnEvent.Configured(at, ConversationMode.FULL_DUPLEX, TurnSettings.DEFAULTS),
        new TurnEvent.Configured(at, ConversationMode.TURN_BASED, TurnSettings.DEFAULTS),
        new TurnEvent.Configured(at, ConversationMode.PUSH_TO_TALK, TurnSettings.DEFAULTS),
        new TurnEvent.TimerFired(at, TurnTimer.END_OF_TURN),
        new TurnEvent.SpeechContinued(at, 100),
        new TurnEvent.SpeechContinued(at, 400),
        new TurnEvent.TimerFired(at, TurnTimer.FALSE_INTERRUPTION),
        new TurnEvent.TimerFired(at, TurnTimer.MAX_TURN),
        new TurnEvent.TimerFired(at, TurnTimer.FINAL_TRANSCRIPT),
        new TurnEvent.TimerFired(at, TurnTimer.FIRST_TEXT),
        new TurnEvent.TimerFired(at, TurnTimer.FIRST_AUDIO),
        new TurnEvent.TimerFired(at, TurnTimer.STALL),
        new TurnEvent.TimerFired(at, TurnTimer.IDLE),
        new TurnEvent.PartialTranscript(at, item, "mm-hm", 0, TurnOutlook.UNKNOWN),
        new TurnEvent.PartialTranscript(at, item, "what time is it", 4, TurnOutlook.COMPLETE),
        new TurnEvent.FinalTranscript(at, item, "mm-hm", 0),
        new TurnEvent.OutlookChanged(at, TurnOutlook.COMPLETE),
        new TurnEvent.OutlookChanged(at, TurnOutlook.INCOMPLETE),
        new TurnEvent.SpeechProposed(at, "this is the law", 100, true),
        new TurnEvent.ReplyGuarded(at, reply, true),
        new TurnEvent.ReplyGuarded(at, reply, false),
        new TurnEvent.ToolCalled(at, reply, "call_" + at % 3, false),
        new TurnEvent.ToolCalled(at, reply, "call_" + at % 3, true),
        new TurnEvent.ToolEnded(at, reply, "call_" + at % 3),
        new TurnEvent.TimerFired(at, TurnTimer.SPECULATE),
        new TurnEvent.TimerFired(at, TurnTimer.IDLE_PROMPT),
        new TurnEvent.TimerFired(at, TurnTimer.SUSPENSION),
        new TurnEvent.Configured(at, ConversationMode.FULL_DUPLEX, PROMPTING),
        new TurnEvent.Configured(at, ConversationMode.FULL_DUPLEX, OBEDIENT),
        new TurnEvent.Configured(at, ConversationMode.FULL_DUPLEX, STUBBORN),
        new TurnEvent.ReplyRequested(at, "ask_" + at),
        new TurnEvent.LeadPassed(at, Lead.MODEL),
        new TurnEvent.LeadPassed(at, Lead.SESSION),
        new TurnEvent.ModelSpoke(at),
        new TurnEvent.TimerFired(at, TurnTimer.MODEL_ANSWER),
        new TurnEvent.ConnectionLost(at),
        new TurnEvent.ConnectionResumed(at),
        new TurnEvent.GoodbyeSaid(at),
        new TurnEvent.DrainRequested(at),
        new TurnEvent.CloseRequested(at, "client"));
  }

  /**
   * Rows of choices. A choice names a kind of event and whether it is about the newest turn and
   * answer or an older or unknown one; the events themselves are made while the machine runs, since
   * only then the names exist.
   */
  static Arbitrary<List<Choice>> rows() {
    // The end of a session is rare, or no row would get far.
    Arbitrary<Integer> kind =
        Arbitraries.frequencyOf(
            net.jqwik.api.Tuple.of(60, Arbitraries.integers().between(0, COMMON - 1)),
            net.jqwik.api.Tuple.of(1, Arbitraries.integers().between(COMMON, ALL - 1)));
    Arbitrary<Choice> choice =
        Combinators.combine(
                kind, Arbitraries.integers().between(0, 2), Arbitraries.integers().between(0, 900))
            .as(Choice::new);
    return choice.list().ofMinSize(1).ofMaxSize(120);
  }

  record Choice(int kind, int back, int afterMs) {
    TurnEvent event(long at, TurnState state) {
      String item = "item_" + Math.max(0, state.turns() - back);
      String reply = "reply_" + Math.max(0, state.replies() - back / 2);
      return ofEachKind(at, item, reply).get(kind);
    }
  }
}
