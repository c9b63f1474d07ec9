package coda.voice.engines.local.synthesis;

import coda.voice.engine.EngineException;
import coda.voice.engine.Synthesizer;
import coda.voice.engine.Synthesizer.SpeechListener;
import coda.voice.engine.Synthesizer.SpeechRequest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Remembers what a synthesiser delivers. */
final class Spoken implements SpeechListener {
  final List<short[]> pieces = new ArrayList<>();
  final List<Integer> words = new ArrayList<>();
  final List<Long> wordSamples = new ArrayList<>();
  final CompletableFuture<Boolean> end = new CompletableFuture<>();
  private Runnable afterFirst = () -> {};

  /** Speaks a text to its end. */
  static Spoken of(Synthesizer synthesizer, String text, double rate) {
    Spoken spoken = new Spoken();
    synthesizer.speak(new SpeechRequest(text, "en", "", rate), spoken);
    return spoken.finished();
  }

  Spoken finished() {
    try {
      end.get(60, TimeUnit.SECONDS);
      return this;
    } catch (Exception e) {
      throw new AssertionError("it did not end well", e);
    }
  }

  Spoken afterFirstPiece(Runnable run) {
    afterFirst = run;
    return this;
  }

  @Override
  public synchronized void onAudio(short[] samples) {
    pieces.add(samples);
    if (pieces.size() == 1) {
      afterFirst.run();
    }
  }

  @Override
  public synchronized void onWord(int textOffset, long sample) {
    words.add(textOffset);
    wordSamples.add(sample);
  }

  @Override
  public void onDone() {
    end.complete(true);
  }

  @Override
  public void onFailure(EngineException failure) {
    end.completeExceptionally(failure);
  }

  synchronized short[] samples() {
    short[] all = new short[pieces.stream().mapToInt(p -> p.length).sum()];
    int at = 0;
    for (short[] piece : pieces) {
      System.arraycopy(piece, 0, all, at, piece.length);
      at += piece.length;
    }
    return all;
  }

  /** Decibels below full scale, of what is louder than silence. */
  double level() {
    double sum = 0;
    int count = 0;
    for (short sample : samples()) {
      sum += (double) sample * sample;
      count++;
    }
    return 20 * Math.log10(Math.sqrt(sum / count) / 32_768);
  }

  int firstSound() {
    short[] all = samples();
    int at = 0;
    while (at < all.length && Math.abs(all[at]) < 200) {
      at++;
    }
    return at;
  }

  int silenceAtEnd() {
    short[] all = samples();
    int at = all.length;
    while (at > 0 && Math.abs(all[at - 1]) < 200) {
      at--;
    }
    return all.length - at;
  }

  int loudest() {
    short[] all = samples();
    Arrays.sort(all);
    return Math.max(-all[0], all[all.length - 1]);
  }
}
