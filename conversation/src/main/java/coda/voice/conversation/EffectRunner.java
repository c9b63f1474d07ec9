package coda.voice.conversation;

import coda.voice.conversation.listening.Hearing;
import coda.voice.conversation.turn.TurnEffect;
import coda.voice.engine.Recognizer.RecognitionRequest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Carries out what the turn machine decides: each effect goes to the part it is for. */
final class EffectRunner {
  private static final Logger LOG = LoggerFactory.getLogger(EffectRunner.class);

  private final SessionActor actor;
  private final Hearing hearing;
  private final Ears ears;
  private final Performer performer;
  private final Announcer announcer;
  private final TurnTimers timers;
  private final TurnStopwatch stopwatch;

  EffectRunner(
      SessionActor actor,
      Hearing hearing,
      Ears ears,
      Performer performer,
      Announcer announcer,
      TurnTimers timers,
      TurnStopwatch stopwatch) {
    this.actor = actor;
    this.hearing = hearing;
    this.ears = ears;
    this.performer = performer;
    this.announcer = announcer;
    this.timers = timers;
    this.stopwatch = stopwatch;
  }

  void carryOut(TurnEffect effect) {
    switch (effect) {
      case TurnEffect.OpenRecognition e -> {
        ears.tellBegan(e.itemId());
        hearing.open(e.itemId(), new RecognitionRequest(actor.conversationId(), actor.language()));
      }
      case TurnEffect.AnticipateFinal e -> hearing.anticipate(e.itemId());
      case TurnEffect.FinishRecognition e -> {
        stopwatch.turnEnded(actor.now());
        actor.turnEnded();
        performer.expect(e.itemId(), actor.state().settings().manners());
        ears.tellEnded(e.itemId(), hearing.heardMs());
        hearing.finish(e.itemId());
      }
      case TurnEffect.DiscardRecognition e -> {
        ears.tellEnded(e.itemId(), hearing.heardMs());
        hearing.discard(e.itemId());
      }
      case TurnEffect.RecordUser e -> performer.record(e);
      case TurnEffect.RecordAnswered e -> performer.record(e);
      case TurnEffect.StartReply e -> performer.start(e);
      case TurnEffect.StartRequested e -> performer.start(e);
      case TurnEffect.RefuseRequest e -> performer.refuse(e);
      case TurnEffect.StartTentative e -> performer.start(e);
      case TurnEffect.ConfirmTentative e -> performer.confirm(e);
      case TurnEffect.DropTentative e -> performer.drop(e);
      case TurnEffect.StartSpeech e -> performer.start(e);
      case TurnEffect.StartModelReply e -> performer.start(e);
      case TurnEffect.StartApology e -> performer.start(e);
      case TurnEffect.RunTool e -> performer.run(e);
      case TurnEffect.RecordTool e -> performer.record(e);
      case TurnEffect.DeliverTool e -> performer.deliver(e);
      case TurnEffect.ProposeIdlePrompt e -> actor.proposeIdlePrompt();
      case TurnEffect.HoldPlayback e -> performer.hold();
      case TurnEffect.ResumePlayback e -> performer.resume();
      case TurnEffect.EndReply e -> performer.end(e);
      case TurnEffect.NotifySpeechStarted e -> {
        actor.speechBegan();
        ears.tellStarted();
      }
      case TurnEffect.NotifySpeechStopped e -> {
        stopwatch.speechEnded(e.since());
        actor.speechEnded(e.since());
        ears.tellStopped();
      }
      case TurnEffect.NotifyTranscript e -> {
        if (e.isFinal()) {
          stopwatch.transcribed(actor.now());
        }
        ears.tellTranscript(e);
      }
      case TurnEffect.NotifyTurnDropped e -> {
        performer.unexpected(e.itemId());
        ears.tellDropped(e);
      }
      case TurnEffect.NotifyUntouchable e ->
          announcer.tell(new SessionNotice.NotInterruptible(e.replyId()));
      case TurnEffect.NotifyProposalDropped e ->
          announcer.tell(new SessionNotice.ProposalDropped(e.text(), e.code()));
      case TurnEffect.SetTimer e -> timers.arm(e.timer(), e.delayMs());
      case TurnEffect.CancelTimer e -> timers.disarm(e.timer());
      case TurnEffect.CloseSession e -> actor.finish(e.reason());
      case TurnEffect.Ignored e ->
          LOG.debug("Ignored {}: {}", e.event().getClass().getSimpleName(), e.why());
    }
  }
}
