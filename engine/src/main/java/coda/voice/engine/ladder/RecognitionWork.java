package coda.voice.engine.ladder;

import coda.voice.audio.AudioFrame;
import coda.voice.audio.FramePool;
import coda.voice.engine.EngineChange;
import coda.voice.engine.EngineException;
import coda.voice.engine.Recognizer;
import coda.voice.engine.Recognizer.Recognition;
import coda.voice.engine.Recognizer.RecognitionListener;
import coda.voice.engine.Recognizer.RecognitionRequest;
import coda.voice.engine.Transcript;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * One utterance on its way down the ladder.
 *
 * <p>Sound comes on the caller's thread, a change of engine on another. Both become steps that
 * never run at the same time and keep their order, so that an engine that takes over hears what was
 * said before it and then what is said now, without a gap and without a lock.
 */
final class RecognitionWork extends Work<Recognizer, Recognition> implements Recognition {
  private final FramePool frames;
  private final RecognitionRequest request;
  private final RecognitionListener listener;
  private final int rate;
  private final Steps steps = new Steps();
  private volatile boolean finished;
  private volatile boolean forgotten;

  /** Changed in steps only. */
  private volatile @Nullable SoundFeed feed;

  // Below: in steps only.
  private @Nullable HeardSound heard;
  private boolean anticipated;
  private boolean complete;

  RecognitionWork(
      Rungs<Recognizer> rungs,
      FramePool frames,
      RecognitionRequest request,
      RecognitionListener listener,
      Told told) {
    super(rungs, listener, told);
    this.frames = frames;
    this.request = request;
    this.listener = listener;
    this.rate = rungs.first().sampleRate();
    this.heard = new HeardSound(rate, rungs.settings().memoryMs());
  }

  @Override
  boolean suits(Recognizer engine) {
    return Languages.include(engine.languages(), request.language());
  }

  @Override
  Recognition ask(Recognizer engine, Attempt<Recognizer, Recognition> attempt) {
    return engine.open(request, new Relay(attempt));
  }

  @Override
  void begun(Attempt<Recognizer, Recognition> attempt) {
    steps.run(() -> attach(attempt));
  }

  @Override
  boolean repeatable() {
    return !forgotten;
  }

  @Override
  boolean hurried() {
    return finished;
  }

  @Override
  boolean timedToTheEnd() {
    return true;
  }

  @Override
  public void hear(AudioFrame frame) {
    if (isOver()) {
      return;
    }
    if (steps.tryEnter()) {
      try {
        take(frame);
      } finally {
        steps.leave();
      }
      return;
    }
    AudioFrame copy = frames.lease(rate).fill(frame.samples(), 0, frame.length());
    steps.run(
        () -> {
          try {
            take(copy);
          } finally {
            copy.release();
          }
        });
  }

  private void take(AudioFrame frame) {
    if (heard != null && !heard.add(frame)) {
      heard = null;
      forgotten = true;
    }
    if (feed != null) {
      feed.hear(frame);
    }
  }

  /** While no engine is at it, sound is only kept, and it is not known how much one will take. */
  @Override
  public OptionalInt roomMs() {
    SoundFeed now = feed;
    return now == null ? OptionalInt.empty() : now.roomMs();
  }

  @Override
  public void anticipate() {
    steps.run(
        () -> {
          anticipated = true;
          if (feed != null) {
            feed.anticipate();
          }
        });
  }

  @Override
  public void finish() {
    finished = true;
    steps.run(
        () -> {
          complete = true;
          if (feed != null) {
            feed.finish();
          }
        });
    hurry();
  }

  @Override
  public void cancel() {
    abandon();
  }

  /** An engine is at it: it hears what was said so far. */
  private void attach(Attempt<Recognizer, Recognition> attempt) {
    if (isOver() || attempt.isOver()) {
      return;
    }
    detach();
    SoundFeed next = new SoundFeed(attempt, frames, rate);
    feed = next;
    if (heard != null) {
      heard.replay(frames, next::hear);
    }
    if (complete) {
      next.finish();
    } else if (anticipated) {
      next.anticipate();
    }
  }

  private void detach() {
    if (feed != null) {
      feed.close();
      feed = null;
    }
  }

  @Override
  void delivered() {
    steps.run(() -> heard = null);
  }

  @Override
  void over() {
    steps.run(
        () -> {
          heard = null;
          detach();
        });
  }

  @Override
  void cancel(Recognition handle) {
    handle.cancel();
  }

  @Override
  void tellFailure(EngineException failure) {
    listener.onFailure(failure);
  }

  /** Lets through what the engine at it delivers. */
  private final class Relay implements RecognitionListener {
    private final Attempt<Recognizer, Recognition> attempt;

    Relay(Attempt<Recognizer, Recognition> attempt) {
      this.attempt = attempt;
    }

    @Override
    public void onPartial(Transcript transcript) {
      if (!transcript.isEmpty() && attempt.delivers()) {
        listener.onPartial(transcript);
      }
    }

    @Override
    public void onPause(double probability) {
      if (attempt.delivering()) {
        listener.onPause(probability);
      }
    }

    @Override
    public void onFinal(Transcript transcript) {
      attempt.done(() -> listener.onFinal(transcript));
    }

    @Override
    public void onFailure(EngineException failure) {
      attempt.failed(failure);
    }

    @Override
    public void onEngineChange(EngineChange change) {
      attempt.changed(change);
    }
  }
}
