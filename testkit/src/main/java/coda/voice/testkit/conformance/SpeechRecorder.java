package coda.voice.testkit.conformance;

import coda.voice.engine.EngineException;
import coda.voice.engine.Synthesizer.SpeechListener;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Keeps what a synthesiser says. Any thread. */
public class SpeechRecorder implements SpeechListener {
  /**
   * A word that was marked.
   *
   * @param textOffset in the request's text
   * @param sample in the sentence's audio
   */
  public record Word(int textOffset, long sample) {}

  private final List<short[]> pieces = new ArrayList<>();
  private final List<Word> words = new ArrayList<>();
  private final CompletableFuture<String> end = new CompletableFuture<>();
  private int calls;
  private int callsAfterEnd;
  private int ends;
  private long lastNanos;

  /** Has heard nothing yet. */
  public SpeechRecorder() {}

  private void called() {
    calls++;
    callsAfterEnd += ends > 0 ? 1 : 0;
    lastNanos = System.nanoTime();
  }

  @Override
  public synchronized void onAudio(short[] samples) {
    called();
    pieces.add(samples);
  }

  @Override
  public synchronized void onWord(int textOffset, long sample) {
    called();
    words.add(new Word(textOffset, sample));
  }

  @Override
  public synchronized void onDone() {
    called();
    ends++;
    end.complete("done");
  }

  @Override
  public synchronized void onFailure(EngineException failure) {
    called();
    ends++;
    end.complete(failure.code());
  }

  /** Waits for the end: {@code done} or the code of the failure. */
  public final String end() {
    return end.orTimeout(60, TimeUnit.SECONDS).join();
  }

  /** How often it was called. */
  public final synchronized int calls() {
    return calls;
  }

  /** How often it was called after its end. */
  public final synchronized int callsAfterEnd() {
    return callsAfterEnd;
  }

  /** How often the end was told. */
  public final synchronized int ends() {
    return ends;
  }

  /** When it was called last, on the clock of {@link System#nanoTime}. */
  public final synchronized long lastNanos() {
    return lastNanos;
  }

  /** The words that were marked. */
  public final synchronized List<Word> words() {
    return List.copyOf(words);
  }

  /** How many pieces the audio came in. */
  public final synchronized int pieces() {
    return pieces.size();
  }

  /** All audio. */
  public final synchronized short[] audio() {
    short[] all = new short[pieces.stream().mapToInt(piece -> piece.length).sum()];
    int at = 0;
    for (short[] piece : pieces) {
      System.arraycopy(piece, 0, all, at, piece.length);
      at += piece.length;
    }
    return all;
  }

  /** Whether every piece had audio in it. */
  public final synchronized boolean piecesHaveAudio() {
    return pieces.stream().allMatch(piece -> piece.length > 0);
  }
}
