package coda.voice.engines.local.synthesis;

import static coda.voice.engine.EngineError.ENGINE_FAILED;

import coda.voice.engine.Capacity.Permit;
import coda.voice.engine.EngineException;
import coda.voice.engine.Synthesizer.SpeechListener;
import coda.voice.engine.Synthesizer.SpeechRequest;
import coda.voice.engine.Synthesizer.Synthesis;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** One sentence: its listener, its permit, and its one end. */
final class SpeechJob implements Synthesis {
  private enum State {
    WAITING,
    RUNNING,
    OVER
  }

  private final SpeechRequest request;
  private final SpeechListener listener;
  private final Permit permit;
  private final AtomicReference<State> state = new AtomicReference<>(State.WAITING);
  private volatile Optional<EngineException> stopped = Optional.empty();

  SpeechJob(SpeechRequest request, SpeechListener listener, Permit permit) {
    this.request = request;
    this.listener = listener;
    this.permit = permit;
  }

  SpeechRequest request() {
    return request;
  }

  /** Given back by whoever ends the work on this job. */
  Permit permit() {
    return permit;
  }

  /** Whether nobody wants the rest. */
  boolean isOver() {
    return state.get() == State.OVER || stopped.isPresent();
  }

  /** Work begins; false when it is no longer wanted. */
  boolean begin() {
    return state.compareAndSet(State.WAITING, State.RUNNING);
  }

  void audio(short[] samples) {
    tell(() -> listener.onAudio(samples));
  }

  void word(int textOffset, long sample) {
    tell(() -> listener.onWord(textOffset, sample));
  }

  private void tell(Runnable call) {
    if (isOver()) {
      return;
    }
    try {
      call.run();
    } catch (RuntimeException defect) {
      // Not through the engine's code, which would report it as its own.
      stop(
          new EngineException(
              ENGINE_FAILED,
              "The listener of a sentence failed: " + defect,
              "A speech engine failed",
              defect));
    }
  }

  /** The end, on the working thread: complete, unless it was stopped. */
  void done() {
    if (stopped.isPresent()) {
      fail(stopped.get());
    } else if (state.compareAndSet(State.RUNNING, State.OVER)) {
      // Before the call: the listener may ask for the next sentence at once.
      permit.close();
      listener.onDone();
    }
  }

  /** The end, on the working thread: it did not work. */
  void fail(EngineException failure) {
    if (state.compareAndSet(State.RUNNING, State.OVER)) {
      permit.close();
      listener.onFailure(failure);
    }
  }

  /** The engine closes: the working thread reports this at its next step. */
  void stop(EngineException reason) {
    stopped = Optional.of(reason);
  }

  @Override
  public void cancel() {
    if (state.getAndSet(State.OVER) == State.WAITING) {
      permit.close();
    }
  }
}
