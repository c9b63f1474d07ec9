package coda.voice.engines.local.synthesis;

import coda.voice.engine.Capacity;
import coda.voice.engine.EngineException;
import coda.voice.engine.Synthesizer.SpeechListener;
import coda.voice.engine.Synthesizer.SpeechRequest;
import coda.voice.engine.Synthesizer.Synthesis;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A sentence being spoken: its listener and its permit. Ends exactly once. */
final class Speech implements Synthesis {
  private static final Logger LOG = LoggerFactory.getLogger(Speech.class);

  private final SpeechRequest request;
  private final SpeechListener listener;
  private final Capacity.Permit permit;
  private final AtomicBoolean over = new AtomicBoolean();

  Speech(SpeechRequest request, SpeechListener listener, Capacity.Permit permit) {
    this.request = request;
    this.listener = listener;
    this.permit = permit;
  }

  /** Spoken to nobody, to warm a voice up. */
  static Speech unheard(String text) {
    SpeechListener nobody =
        new SpeechListener() {
          @Override
          public void onAudio(short[] samples) {
            // nobody listens
          }

          @Override
          public void onDone() {
            // nobody waits
          }

          @Override
          public void onFailure(EngineException failure) {
            throw failure;
          }
        };
    return new Speech(
        new SpeechRequest(text, "en", "", 1), nobody, Capacity.unlimited("warm-up").acquire());
  }

  SpeechRequest request() {
    return request;
  }

  /** Whether nobody waits for more. */
  boolean isOver() {
    return over.get();
  }

  @Override
  public void cancel() {
    if (over.compareAndSet(false, true)) {
      permit.close();
    }
  }

  void audio(short[] samples) {
    if (samples.length > 0 && !over.get()) {
      listener.onAudio(samples);
    }
  }

  void word(int textOffset, long sample) {
    if (!over.get()) {
      listener.onWord(textOffset, sample);
    }
  }

  void done() {
    end(listener::onDone);
  }

  void fail(EngineException failure) {
    end(() -> listener.onFailure(failure));
  }

  private void end(Runnable call) {
    if (!over.compareAndSet(false, true)) {
      return;
    }
    try {
      call.run();
    } catch (RuntimeException e) {
      LOG.error("A speech listener failed", e);
    } finally {
      permit.close();
    }
  }
}
