package coda.voice.engine.ladder;

import coda.voice.audio.resample.Resampler;
import coda.voice.engine.EngineChange;
import coda.voice.engine.EngineException;
import coda.voice.engine.Synthesizer;
import coda.voice.engine.Synthesizer.SpeechListener;
import coda.voice.engine.Synthesizer.SpeechRequest;
import coda.voice.engine.Synthesizer.Synthesis;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** One sentence on its way down the ladder. */
final class SpeechWork extends Work<Synthesizer, Synthesis> implements Synthesis {
  private final SpeechRequest request;
  private final SpeechListener listener;

  SpeechWork(Rungs<Synthesizer> rungs, SpeechRequest request, SpeechListener listener, Told told) {
    super(rungs, listener, told);
    this.request = request;
    this.listener = listener;
  }

  @Override
  boolean suits(Synthesizer engine) {
    return Languages.include(engine.languages(), request.language());
  }

  @Override
  Synthesis ask(Synthesizer engine, Attempt<Synthesizer, Synthesis> attempt) {
    return engine.speak(voiced(engine, attempt.index()), new Relay(attempt, engine.sampleRate()));
  }

  private SpeechRequest voiced(Synthesizer engine, int index) {
    if (index == 0 || request.voice().isEmpty() || engine.voices().contains(request.voice())) {
      return request;
    }
    return new SpeechRequest(request.text(), request.language(), "", request.rate());
  }

  @Override
  public void cancel() {
    abandon();
  }

  @Override
  void cancel(Synthesis handle) {
    handle.cancel();
  }

  @Override
  void tellFailure(EngineException failure) {
    listener.onFailure(failure);
  }

  /** A word that was announced before the first sound. */
  private record EarlyWord(int textOffset, long sample) {}

  /** Lets through what the engine at it delivers, at the ladder's rate. One thread at a time. */
  private final class Relay implements SpeechListener {
    private final Attempt<Synthesizer, Synthesis> attempt;
    private final int from;
    private final int to;
    private final Resampler resampler;
    private final List<EarlyWord> earlyWords = new ArrayList<>();

    Relay(Attempt<Synthesizer, Synthesis> attempt, int from) {
      this.attempt = attempt;
      this.from = from;
      this.to = rungs().first().sampleRate();
      this.resampler = new Resampler(from, to);
    }

    @Override
    public void onAudio(short[] samples) {
      if (samples.length > 0 && sounds()) {
        if (from == to) {
          listener.onAudio(samples);
        } else {
          short[] output = new short[resampler.maxOutput(samples.length)];
          hand(output, resampler.process(samples, 0, samples.length, output, 0));
        }
      }
    }

    @Override
    public void onWord(int textOffset, long sample) {
      if (attempt.delivering()) {
        listener.onWord(textOffset, sample * to / from);
      } else if (!attempt.isOver() && earlyWords.size() < request.text().length()) {
        earlyWords.add(new EarlyWord(textOffset, sample));
      }
    }

    @Override
    public void onDone() {
      if (sounds() && from != to) {
        short[] output = new short[resampler.maxOutput(0)];
        hand(output, resampler.flush(output, 0));
      }
      attempt.done(listener::onDone);
    }

    /** Words alone are no reason to keep an engine that then falls silent: they wait for sound. */
    private boolean sounds() {
      if (!attempt.delivers()) {
        return false;
      }
      for (EarlyWord word : earlyWords) {
        listener.onWord(word.textOffset(), word.sample() * to / from);
      }
      earlyWords.clear();
      return attempt.delivering();
    }

    private void hand(short[] output, int count) {
      if (count > 0) {
        listener.onAudio(Arrays.copyOf(output, count));
      }
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
