package coda.voice.conversation.turn;

import static coda.voice.conversation.turn.TurnError.REPLY_STALLED;
import static coda.voice.conversation.turn.TurnError.REPLY_TIMEOUT;

import coda.voice.conversation.turn.TurnEvent.Cleared;
import coda.voice.conversation.turn.TurnEvent.CloseRequested;
import coda.voice.conversation.turn.TurnEvent.Committed;
import coda.voice.conversation.turn.TurnEvent.Configured;
import coda.voice.conversation.turn.TurnEvent.ConnectionLost;
import coda.voice.conversation.turn.TurnEvent.ConnectionResumed;
import coda.voice.conversation.turn.TurnEvent.DrainRequested;
import coda.voice.conversation.turn.TurnEvent.FinalTranscript;
import coda.voice.conversation.turn.TurnEvent.GoodbyeSaid;
import coda.voice.conversation.turn.TurnEvent.InterruptRequested;
import coda.voice.conversation.turn.TurnEvent.LeadPassed;
import coda.voice.conversation.turn.TurnEvent.ModelSpoke;
import coda.voice.conversation.turn.TurnEvent.OutlookChanged;
import coda.voice.conversation.turn.TurnEvent.PartialTranscript;
import coda.voice.conversation.turn.TurnEvent.PlaybackFinished;
import coda.voice.conversation.turn.TurnEvent.PlaybackProgressed;
import coda.voice.conversation.turn.TurnEvent.ReplyFailed;
import coda.voice.conversation.turn.TurnEvent.ReplyGuarded;
import coda.voice.conversation.turn.TurnEvent.ReplyMade;
import coda.voice.conversation.turn.TurnEvent.ReplyRequested;
import coda.voice.conversation.turn.TurnEvent.ReplySpeechBegan;
import coda.voice.conversation.turn.TurnEvent.ReplyTextBegan;
import coda.voice.conversation.turn.TurnEvent.SpeechContinued;
import coda.voice.conversation.turn.TurnEvent.SpeechProposed;
import coda.voice.conversation.turn.TurnEvent.SpeechStarted;
import coda.voice.conversation.turn.TurnEvent.SpeechStopped;
import coda.voice.conversation.turn.TurnEvent.TimerFired;
import coda.voice.conversation.turn.TurnEvent.ToolCalled;
import coda.voice.conversation.turn.TurnEvent.ToolEnded;
import coda.voice.conversation.turn.TurnEvent.TranscriptFailed;
import coda.voice.conversation.turn.TurnEvent.Typed;
import java.util.List;

/**
 * The rules of turn-taking as one total, pure function. It never throws for an event that is out of
 * place: it changes nothing and says so with {@link TurnEffect.Ignored}.
 */
public final class TurnMachine {
  private TurnMachine() {}

  /**
   * What follows from an event.
   *
   * @param state before
   * @param event what happened
   */
  public static Step next(TurnState state, TurnEvent event) {
    Transition t = new Transition(state, event);
    if (state.lifecycle() == Lifecycle.CLOSED) {
      t.ignore("the session is over");
      return t.step();
    }
    switch (event) {
      case SpeechStarted e -> UserRules.speechStarted(t, e);
      case SpeechContinued e -> UserRules.speechContinued(t, e);
      case SpeechStopped e -> UserRules.speechStopped(t, e);
      case Committed e -> UserRules.committed(t);
      case Cleared e -> UserRules.cleared(t);
      case Typed e -> UserRules.typed(t, e);
      case PartialTranscript e -> TranscriptRules.partial(t, e);
      case FinalTranscript e -> TranscriptRules.complete(t, e);
      case OutlookChanged e -> UserRules.outlookChanged(t, e);
      case TranscriptFailed e -> TranscriptRules.failed(t, e);
      case ReplyRequested e -> ReplyRules.requested(t, e);
      case InterruptRequested e -> ReplyRules.interruptRequested(t);
      case SpeechProposed e -> ReplyRules.proposed(t, e);
      case ReplyTextBegan e -> ReplyRules.textBegan(t, e);
      case ReplySpeechBegan e -> ReplyRules.speechBegan(t, e);
      case ReplyGuarded e -> ReplyRules.guarded(t, e);
      case ToolCalled e -> ToolRules.called(t, e);
      case ToolEnded e -> ToolRules.ended(t, e);
      case ReplyMade e -> ReplyRules.made(t, e);
      case PlaybackProgressed e -> ReplyRules.progressed(t, e);
      case PlaybackFinished e -> ReplyRules.finished(t, e);
      case ReplyFailed e -> ReplyRules.failed(t, e);
      case TimerFired e -> timerFired(t, e);
      case Configured e -> SessionRules.configured(t, e);
      case LeadPassed e -> ModelRules.leadPassed(t, e);
      case ModelSpoke e -> ModelRules.spoke(t, e);
      case GoodbyeSaid e -> t.goodbye = true;
      case ConnectionLost e -> SessionRules.connectionLost(t);
      case ConnectionResumed e -> SessionRules.connectionResumed(t);
      case DrainRequested e -> SessionRules.drain(t);
      case CloseRequested e -> SessionRules.close(t, e.reason());
    }
    SessionRules.settle(t);
    return t.step();
  }

  private static void timerFired(Transition t, TimerFired e) {
    if (!t.timers.remove(e.timer())) {
      t.ignore("the timer was called off");
      return;
    }
    switch (e.timer()) {
      case END_OF_TURN -> UserRules.silenceIsLong(t);
      case MAX_TURN -> UserRules.turnIsTooLong(t);
      case FALSE_INTERRUPTION -> Interruption.nothingCameOfIt(t);
      case FINAL_TRANSCRIPT -> TranscriptRules.finalIsLate(t);
      case FIRST_TEXT, FIRST_AUDIO -> ReplyRules.tooLate(t, REPLY_TIMEOUT);
      case STALL -> ReplyRules.tooLate(t, REPLY_STALLED);
      case MODEL_ANSWER -> ModelRules.keptSilent(t);
      case SPECULATE -> Speculation.wordsAreStable(t);
      case IDLE_PROMPT -> SessionRules.quietIsLong(t);
      case IDLE -> SessionRules.close(t, "idle");
      case SUSPENSION -> SessionRules.close(t, "lost");
    }
  }

  /**
   * What follows from an event.
   *
   * @param state after
   * @param effects to carry out, in order
   */
  public record Step(TurnState state, List<TurnEffect> effects) {
    /** Copies the effects. */
    public Step {
      effects = List.copyOf(effects);
    }
  }
}
