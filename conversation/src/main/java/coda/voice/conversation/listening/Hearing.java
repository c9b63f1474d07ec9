package coda.voice.conversation.listening;

import coda.voice.audio.AudioFrame;
import coda.voice.audio.FramePool;
import coda.voice.conversation.SessionEngines;
import coda.voice.conversation.TurnSettings;
import coda.voice.conversation.VoiceSetup;
import coda.voice.engine.Recognizer.RecognitionRequest;
import java.util.OptionalInt;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * A session's hearing: the microphone line, the moments before speech was noticed, and the
 * recognitions. Every sample goes to exactly one of pre-roll and recognition.
 *
 * <p>Used on the session's loop only.
 */
public final class Hearing implements AutoCloseable {
  private final FramePool pool;
  private final SessionEngines engines;
  private final HearingWatcher watcher;
  private final Recognitions recognitions;
  private PreRoll preRoll;
  private @Nullable MicrophoneLine line;
  private long heardBeforeMs;

  /**
   * A session's hearing, deaf until {@link #start}.
   *
   * @param pool where frames come from
   * @param engines the recogniser and the voice activity detector
   * @param loop the session's loop
   * @param watcher told what is heard
   */
  public Hearing(FramePool pool, SessionEngines engines, Executor loop, HearingWatcher watcher) {
    this.pool = pool;
    this.engines = engines;
    this.watcher = watcher;
    this.recognitions = new Recognitions(engines.recognizer(), loop, watcher);
    this.preRoll = new PreRoll(TurnSettings.DEFAULTS.preRollMs());
  }

  /**
   * Begins (again) to hear, with this sound.
   *
   * @param setup how sound travels
   * @param turns pre-roll and speech threshold
   */
  public void start(VoiceSetup setup, TurnSettings turns) {
    stop();
    preRoll = new PreRoll(turns.preRollMs());
    line = new MicrophoneLine(pool, setup, engines, turns, this::listen);
  }

  /** Hears nothing more; recognitions that are finishing go on. */
  public void stop() {
    if (line != null) {
      heardBeforeMs += line.positionMs();
      line.close();
      line = null;
    }
    preRoll.clear();
  }

  /**
   * Microphone audio arrived.
   *
   * @param frame at the rate of the setup; borrowed
   */
  public void hear(AudioFrame frame) {
    if (line != null) {
      line.write(frame);
    }
  }

  /**
   * No microphone audio arrived for so long: it counts as silence.
   *
   * @param ms how long
   */
  public void silence(long ms) {
    if (line != null) {
      line.writeSilence(ms);
    }
  }

  /**
   * Reply audio goes out: the reference of echo cancellation.
   *
   * @param frame at the session's output rate; borrowed
   */
  public void played(AudioFrame frame) {
    if (line != null) {
      line.played(frame);
    }
  }

  /** The client drops reply audio it has not played. */
  public void dropPlayback() {
    if (line != null) {
      line.dropPlayback();
    }
  }

  /** Speech that was under way is over; what follows is looked at afresh. */
  public void forgetSpeech() {
    if (line != null) {
      line.forgetSpeech();
    }
  }

  /**
   * Starts recognising a turn, from the pre-roll on.
   *
   * @param itemId the turn
   * @param request what is known
   */
  public void open(String itemId, RecognitionRequest request) {
    recognitions.open(itemId, request);
    preRoll.drainTo(recognitions::hear);
  }

  /**
   * A turn may be over: its recognition may work ahead.
   *
   * @param itemId the turn
   */
  public void anticipate(String itemId) {
    recognitions.anticipate(itemId);
  }

  /** No more audio for this turn. */
  public void finish(String itemId) {
    recognitions.finish(itemId);
  }

  /** Nobody wants this turn. */
  public void discard(String itemId) {
    recognitions.discard(itemId);
  }

  /** Whether the microphone is on. */
  public boolean listening() {
    return line != null;
  }

  /**
   * How much more sound may be heard now, in ms, so that the words still come in time; 0 while
   * those of a turn that is over are awaited, empty when the recogniser does not tell.
   */
  public OptionalInt roomMs() {
    return recognitions.roomMs();
  }

  /** Microphone audio heard since the session opened, in ms. */
  public long heardMs() {
    return heardBeforeMs + (line == null ? 0 : line.positionMs());
  }

  @Override
  public void close() {
    stop();
    recognitions.close();
  }

  private void listen(AudioFrame frame, MicrophoneLine.Verdict verdict) {
    if (recognitions.hearing()) {
      recognitions.hear(frame);
    } else {
      preRoll.add(frame);
    }
    watcher.onSound(frame);
    switch (verdict) {
      case MicrophoneLine.Verdict.Started s -> watcher.onSpeechStarted(s.streamMs(), s.agoMs());
      case MicrophoneLine.Verdict.Continues s -> watcher.onSpeechContinues(s.spokenMs());
      case MicrophoneLine.Verdict.Stopped s -> watcher.onSpeechStopped(s.streamMs(), s.agoMs());
      case MicrophoneLine.Verdict.Same s -> {}
    }
  }
}
