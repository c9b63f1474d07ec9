package coda.voice.conversation;

import coda.voice.VoiceException;
import coda.voice.audio.AudioFrame;
import coda.voice.audio.FramePool;
import coda.voice.conversation.listening.Hearing;
import coda.voice.conversation.turn.Lifecycle;
import coda.voice.conversation.turn.TurnEffect;
import coda.voice.conversation.turn.TurnEvent;
import coda.voice.conversation.turn.TurnMachine;
import coda.voice.conversation.turn.TurnState;
import coda.voice.conversation.turn.User;
import coda.voice.engine.Recognizer.RecognitionRequest;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The single writer of a session: feeds events into the turn machine and carries out its effects.
 * Everything here happens on the session's loop.
 */
final class SessionActor {
  private static final Logger LOG = LoggerFactory.getLogger(SessionActor.class);

  private final String conversationId;
  private final SessionLoop loop;
  private final long openedAt;
  private final SessionWitness witness;
  private final Announcer announcer;
  private final Hearing hearing;
  private final Ears ears;
  private final Performer performer;
  private final SilenceWatch silenceWatch;
  private final TurnTimers timers;
  private final TurnStopwatch stopwatch = new TurnStopwatch();
  private final Deque<TurnEvent> events = new ArrayDeque<>();

  private TurnState state;
  private Optional<VoiceSetup> voice = Optional.empty();
  private String language;
  private boolean spoken;
  private boolean stepping;

  SessionActor(
      SessionSetup setup,
      SessionEngines engines,
      FramePool pool,
      SessionLoop loop,
      SessionListener listener) {
    this.conversationId = setup.conversationId();
    this.loop = loop;
    this.openedAt = loop.nowMillis();
    this.language = setup.language();
    this.state = TurnState.initial(ConversationMode.FULL_DUPLEX, setup.turns());
    this.witness = setup.witness();
    this.announcer = new Announcer(witnessed(listener), setup.mode());
    this.ears = new Ears(engines.turnDetector(), announcer, this);
    this.hearing = new Hearing(pool, engines, loop, ears);
    this.silenceWatch = new SilenceWatch(loop, this::expectingAudio, this::hearSilence);
    this.timers =
        new TurnTimers(loop, hearing::heardMs, timer -> on(new TurnEvent.TimerFired(now(), timer)));
    this.performer =
        new Performer(
            setup, engines, pool, loop, announcer, hearing, stopwatch, this::on, this::now);
  }

  private SessionListener witnessed(SessionListener listener) {
    return new SessionListener() {
      @Override
      public void onNotice(SessionNotice notice) {
        witness.onNotice(now(), notice);
        listener.onNotice(notice);
      }

      @Override
      public boolean readyForAudio() {
        return listener.readyForAudio();
      }
    };
  }

  void begin() {
    on(new TurnEvent.Configured(now(), state.mode(), state.settings()));
  }

  void startVoice(VoiceSetup setup) {
    if (over()) {
      return;
    }
    voice = Optional.of(setup);
    hearing.start(setup, state.settings());
    performer.voice(setup);
    on(new TurnEvent.Configured(now(), machineMode(setup), state.settings()));
  }

  /** Without voice activity detection, only the client can tell where a turn begins and ends. */
  private static ConversationMode machineMode(VoiceSetup setup) {
    return setup.voiceActivity() ? setup.mode() : ConversationMode.PUSH_TO_TALK;
  }

  void endVoice() {
    commit();
    hearing.stop();
    announce();
  }

  void hear(AudioFrame frame) {
    if (over() || voice.isEmpty()) {
      return;
    }
    silenceWatch.audioArrived();
    witness.onMicrophone(now(), frame);
    if (state.mode() == ConversationMode.PUSH_TO_TALK && state.turn().isEmpty()) {
      on(new TurnEvent.SpeechStarted(now(), now()));
    }
    hearing.hear(frame);
    timers.heard();
  }

  private void hearSilence(long ms) {
    hearing.silence(ms);
    timers.heard();
  }

  void audioDropped(long frames) {
    LOG.warn("Session {} fell behind and dropped {} microphone frames", conversationId, frames);
    announcer.tell(new SessionNotice.AudioDropped(frames));
  }

  void commit() {
    hearing.forgetSpeech();
    on(new TurnEvent.Committed(now()));
  }

  void clear() {
    hearing.forgetSpeech();
    on(new TurnEvent.Cleared(now()));
  }

  void type(String text) {
    if (!text.isBlank()) {
      spoken = false;
      on(new TurnEvent.Typed(now(), text.strip()));
    }
  }

  void interrupt() {
    on(new TurnEvent.InterruptRequested(now()));
  }

  void played(String replyId, long playedMs) {
    performer.acknowledge(replyId, playedMs);
  }

  void configure(SessionChange change) {
    change.language().ifPresent(wanted -> language = wanted);
    change.mode().ifPresent(announcer::mode);
    performer.configure(change);
    on(new TurnEvent.Configured(now(), state.mode(), change.turns().orElse(state.settings())));
  }

  void drain() {
    on(new TurnEvent.DrainRequested(now()));
  }

  void close(String reason) {
    on(new TurnEvent.CloseRequested(now(), reason));
  }

  /**
   * A defect, of ours or of an engine: it is told, and the session ends without leaving anything.
   */
  void failed(RuntimeException failure) {
    announcer.problem(
        new VoiceException(
            "INTERNAL_ERROR",
            "Session " + conversationId + " failed: " + failure,
            "Internal processing error",
            failure));
    events.clear();
    stepping = false;
    close("internal");
  }

  /** Milliseconds since the session opened. */
  long now() {
    return loop.nowMillis() - openedAt;
  }

  TurnState state() {
    return state;
  }

  String language() {
    return language;
  }

  /** Takes an event; one that an effect brings about waits until the present step is done. */
  void on(TurnEvent event) {
    events.add(event);
    if (stepping) {
      return;
    }
    stepping = true;
    try {
      @Nullable TurnEvent next;
      while ((next = events.poll()) != null) {
        TurnMachine.Step step = TurnMachine.next(state, next);
        state = step.state();
        witness.onStep(next, step);
        step.effects().forEach(this::carryOut);
        announce();
      }
    } finally {
      stepping = false;
    }
    silenceWatch.look();
  }

  private void carryOut(TurnEffect effect) {
    switch (effect) {
      case TurnEffect.OpenRecognition e ->
          hearing.open(e.itemId(), new RecognitionRequest(conversationId, language));
      case TurnEffect.FinishRecognition e -> {
        stopwatch.turnEnded(now());
        hearing.finish(e.itemId());
      }
      case TurnEffect.DiscardRecognition e -> hearing.discard(e.itemId());
      case TurnEffect.RecordUser e -> performer.record(e);
      case TurnEffect.StartReply e -> performer.start(e, spoken);
      case TurnEffect.StartSpeech e -> performer.start(e);
      case TurnEffect.HoldPlayback e -> performer.hold();
      case TurnEffect.ResumePlayback e -> performer.resume();
      case TurnEffect.EndReply e -> performer.end(e);
      case TurnEffect.NotifySpeechStarted e -> ears.tellStarted();
      case TurnEffect.NotifySpeechStopped e -> {
        stopwatch.speechEnded(e.since());
        ears.tellStopped();
      }
      case TurnEffect.NotifyTranscript e -> {
        if (e.isFinal()) {
          spoken = true;
          stopwatch.transcribed(now());
        }
        ears.tellTranscript(e);
      }
      case TurnEffect.NotifyTurnDropped e -> ears.tellDropped(e);
      case TurnEffect.SetTimer e -> timers.arm(e.timer(), e.delayMs());
      case TurnEffect.CancelTimer e -> timers.disarm(e.timer());
      case TurnEffect.CloseSession e -> finish(e.reason());
      case TurnEffect.Ignored e -> LOG.debug("Ignored {}: {}", e.event(), e.why());
    }
  }

  private void announce() {
    announcer.state(state, hearing.listening(), performer.lines());
  }

  private void finish(String reason) {
    long heardMs = hearing.heardMs();
    hearing.close();
    ears.close();
    performer.close();
    // The machine has called its timers off; after a failure in mid-step some may be left.
    timers.disarmAll();
    silenceWatch.stop();
    announce();
    announcer.tell(new SessionNotice.Ended(reason, performer.summary(heardMs)));
  }

  private boolean over() {
    return state.lifecycle() == Lifecycle.CLOSED;
  }

  /** Whether somebody is being heard, so that audio that stays away means silence. */
  private boolean expectingAudio() {
    boolean heardByItself =
        state.mode() != ConversationMode.PUSH_TO_TALK && !(state.user() instanceof User.Silent);
    return !over() && hearing.listening() && (timers.awaitAudio() || heardByItself);
  }
}
