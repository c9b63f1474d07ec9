package coda.voice.engines.local.synthesis;

import static org.assertj.core.api.Assertions.assertThat;

import coda.voice.engine.EngineException;
import coda.voice.engine.Synthesizer.SpeechListener;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Keeps what a synthesiser says. */
class Recorder implements SpeechListener {
  record Word(int textOffset, long sample) {}

  private final List<short[]> pieces = new ArrayList<>();
  private final List<Word> words = new ArrayList<>();
  private final CompletableFuture<String> end = new CompletableFuture<>();
  private int calls;
  private int ends;

  @Override
  public synchronized void onAudio(short[] samples) {
    calls++;
    pieces.add(samples);
  }

  @Override
  public synchronized void onWord(int textOffset, long sample) {
    calls++;
    words.add(new Word(textOffset, sample));
  }

  @Override
  public synchronized void onDone() {
    calls++;
    ends++;
    end.complete("done");
  }

  @Override
  public synchronized void onFailure(EngineException failure) {
    calls++;
    ends++;
    end.complete(failure.code());
  }

  /** Waits for the end: "done" or the code of the failure. */
  String end() {
    return end.orTimeout(60, TimeUnit.SECONDS).join();
  }

  synchronized int calls() {
    return calls;
  }

  synchronized int ends() {
    return ends;
  }

  synchronized List<Word> words() {
    return List.copyOf(words);
  }

  synchronized int pieces() {
    return pieces.size();
  }

  synchronized short[] audio() {
    assertThat(pieces).allSatisfy(piece -> assertThat(piece).isNotEmpty());
    short[] all = new short[pieces.stream().mapToInt(piece -> piece.length).sum()];
    int at = 0;
    for (short[] piece : pieces) {
      System.arraycopy(piece, 0, all, at, piece.length);
      at += piece.length;
    }
    return all;
  }
}
