package coda.voice.conversation;

import static coda.voice.conversation.turn.TurnError.TRANSCRIPT_TIMEOUT;
import static coda.voice.engine.EngineError.ENGINE_BUSY;

import coda.voice.audio.AudioFrame;
import coda.voice.audio.FramePool;
import coda.voice.conversation.listening.Backchannels;
import coda.voice.conversation.listening.HearingWatcher;
import coda.voice.conversation.listening.TurnEar;
import coda.voice.conversation.turn.TurnEffect;
import coda.voice.conversation.turn.TurnError;
import coda.voice.conversation.turn.TurnEvent;
import coda.voice.conversation.turn.User;
import coda.voice.conversation.turn.UserTurn;
import coda.voice.engine.EngineChange;
import coda.voice.engine.EngineException;
import coda.voice.engine.Transcript;
import coda.voice.engine.TurnDetector.TurnEvidence;
import coda.voice.engine.TurnDetector.TurnOutlook;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.concurrent.Executor;

/**
 * Turns what is heard into events of the turn machine, and the machine's word on it into notices.
 * On the session's loop.
 */
final class Ears implements HearingWatcher {
  private final Announcer announcer;
  private final SessionActor actor;
  private final TurnEar turnEar;
  private final List<String> configuredBackchannels;
  private final Map<String, Transcript> transcripts = new HashMap<>();
  private final Set<String> open = new HashSet<>();
  private Backchannels backchannels;
  private OptionalDouble pause = OptionalDouble.empty();
  private OptionalDouble confidence = OptionalDouble.empty();
  private long startedAtMs;
  private long stoppedAtMs;

  Ears(
      SessionSetup setup,
      SessionEngines engines,
      FramePool pool,
      Executor loop,
      SessionActor actor,
      Announcer announcer) {
    this.announcer = announcer;
    this.actor = actor;
    this.configuredBackchannels = setup.phrases().backchannels();
    this.backchannels = Backchannels.of(setup.language(), configuredBackchannels);
    this.turnEar =
        new TurnEar(
            engines.turnDetector(),
            pool,
            engines.recognizer().sampleRate(),
            loop,
            outlook -> actor.on(new TurnEvent.OutlookChanged(actor.now(), outlook)));
  }

  /** From now on the user speaks this language, BCP 47. */
  void language(String wanted) {
    backchannels = Backchannels.of(wanted, configuredBackchannels);
  }

  @Override
  public void onSpeechStarted(long streamMs, long agoMs) {
    startedAtMs = streamMs;
    pause = OptionalDouble.empty();
    long now = actor.now();
    actor.on(new TurnEvent.SpeechStarted(now, now - agoMs));
  }

  @Override
  public void onSpeechContinues(long spokenMs) {
    actor.on(new TurnEvent.SpeechContinued(actor.now(), spokenMs));
  }

  @Override
  public void onSpeechStopped(long streamMs, long agoMs) {
    stoppedAtMs = streamMs;
    String partial = actor.state().turn().map(UserTurn::partial).orElse("");
    long spokenMs = Math.max(0, stoppedAtMs - startedAtMs);
    // One look at the clock: a pause that seems a millisecond shorter than it is costs a frame.
    long now = actor.now();
    actor.on(new TurnEvent.SpeechStopped(now, now - agoMs, spokenMs, judge(partial)));
  }

  @Override
  public void onPartial(String itemId, Transcript transcript) {
    transcripts.put(itemId, transcript);
    actor.on(
        new TurnEvent.PartialTranscript(
            actor.now(),
            itemId,
            transcript.text(),
            backchannels.contentWordsSoFar(transcript.text()),
            judge(transcript.text())));
  }

  @Override
  public void onPause(String itemId, double finished) {
    Optional<UserTurn> turn = actor.state().turn().filter(t -> t.itemId().equals(itemId));
    if (turn.isPresent()) {
      pause = OptionalDouble.of(finished);
      if (actor.state().user() instanceof User.Ending) {
        actor.on(new TurnEvent.OutlookChanged(actor.now(), judge(turn.get().partial())));
      }
    }
  }

  @Override
  public void onSound(AudioFrame frame) {
    actor.heardClean(frame);
    turnEar.hear(frame);
  }

  @Override
  public void onFinal(String itemId, Transcript transcript) {
    transcripts.put(itemId, transcript);
    confidence = transcript.confidence();
    actor.modes().understood();
    actor.on(
        new TurnEvent.FinalTranscript(
            actor.now(), itemId, transcript.text(), backchannels.contentWords(transcript.text())));
  }

  @Override
  public void onRecognitionFailed(String itemId, EngineException failure) {
    announcer.problem(failure);
    actor.modes().notUnderstood(failure.code());
    actor.on(new TurnEvent.TranscriptFailed(actor.now(), itemId, failure.code()));
  }

  @Override
  public void onEngineChange(EngineChange change) {
    announcer.engineChanged(change);
  }

  private TurnOutlook judge(String words) {
    long spokenMs = actor.state().turn().map(UserTurn::spokenMs).orElse(0L);
    return turnEar.judge(new TurnEvidence(words, spokenMs, actor.language(), pause));
  }

  /** How sure the recogniser was of the last transcript, where it measures that. */
  OptionalDouble confidence() {
    return confidence;
  }

  void close() {
    turnEar.close();
  }

  void tellBegan(String itemId) {
    open.add(itemId);
    announcer.tell(new SessionNotice.TurnBegan(itemId, startedAtMs));
  }

  /** The turn is over, told once. */
  void tellEnded(String itemId, long atMs) {
    if (open.remove(itemId)) {
      announcer.tell(new SessionNotice.TurnEnded(itemId, atMs));
    }
  }

  void tellStarted() {
    announcer.tell(new SessionNotice.SpeechStarted(startedAtMs));
  }

  void tellStopped() {
    announcer.tell(new SessionNotice.SpeechStopped(stoppedAtMs));
  }

  void tellTranscript(TurnEffect.NotifyTranscript e) {
    Transcript known = transcripts.get(e.itemId());
    Transcript told =
        known != null && known.text().equals(e.text()) ? known : Transcript.of(e.text());
    if (e.isFinal()) {
      transcripts.remove(e.itemId());
    }
    announcer.tell(new SessionNotice.Transcribed(e.itemId(), told, e.isFinal()));
  }

  void tellDropped(TurnEffect.NotifyTurnDropped e) {
    transcripts.remove(e.itemId());
    if (e.code().equals(TRANSCRIPT_TIMEOUT.code())) {
      actor.modes().notUnderstood(e.code());
    }
    announcer.tell(new SessionNotice.TurnDropped(e.itemId(), e.code(), explain(e.code())));
  }

  private static String explain(String code) {
    if (code.equals(ENGINE_BUSY.code())) {
      return "The server is busy, please try again in a moment";
    }
    return Arrays.stream(TurnError.values())
        .filter(known -> known.code().equals(code))
        .findFirst()
        .map(known -> known.facts().meaning())
        .orElse("The words could not be understood");
  }
}
