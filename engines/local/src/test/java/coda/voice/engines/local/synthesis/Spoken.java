package coda.voice.engines.local.synthesis;

import coda.voice.engine.EngineException;
import coda.voice.engine.Synthesizer;
import coda.voice.engine.Synthesizer.SpeechListener;
import coda.voice.engine.Synthesizer.SpeechRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A whole sentence as sound, for tests that listen to it. */
public final class Spoken {
  private Spoken() {}

  /**
   * Waits until it is spoken.
   *
   * @param voice who speaks
   * @param text English
   * @param silence samples before and after it
   */
  public static short[] by(Synthesizer voice, String text, int silence) {
    List<short[]> pieces = new ArrayList<>();
    CompletableFuture<Boolean> end = new CompletableFuture<>();
    voice.speak(
        new SpeechRequest(text, "en", "", 1),
        new SpeechListener() {
          @Override
          public void onAudio(short[] samples) {
            pieces.add(samples);
          }

          @Override
          public void onDone() {
            end.complete(true);
          }

          @Override
          public void onFailure(EngineException failure) {
            end.completeExceptionally(failure);
          }
        });
    end.join();
    short[] all = new short[pieces.stream().mapToInt(p -> p.length).sum() + 2 * silence];
    int at = silence;
    for (short[] piece : pieces) {
      System.arraycopy(piece, 0, all, at, piece.length);
      at += piece.length;
    }
    return all;
  }
}
