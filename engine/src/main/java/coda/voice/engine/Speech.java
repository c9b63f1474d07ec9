package coda.voice.engine;

import coda.voice.engine.Synthesizer.SpeechListener;
import coda.voice.engine.Synthesizer.SpeechRequest;
import coda.voice.engine.Synthesizer.Synthesis;
import java.util.concurrent.LinkedBlockingQueue;

/** Speaks sentence after sentence and hands the sound over as it comes, on the caller's thread. */
public final class Speech {
  private final Synthesizer synthesizer;

  /**
   * Speech of one synthesiser.
   *
   * @param synthesizer warm
   */
  public Speech(Synthesizer synthesizer) {
    this.synthesizer = synthesizer;
  }

  /** Takes the sound. */
  @FunctionalInterface
  public interface Sink {
    /**
     * The next samples.
     *
     * @param samples 16-bit mono at the synthesiser's rate
     * @return whether more is wanted
     * @throws InterruptedException when the thread is
     */
    boolean write(short[] samples) throws InterruptedException;
  }

  /**
   * How one sentence went, as far as it was wanted.
   *
   * @param text the sentence
   * @param firstAudioMs from the request to the first samples
   * @param totalMs from the request to the end
   * @param samples how many there were
   * @param whole whether the sink wanted all of it
   */
  public record Spoken(
      String text, double firstAudioMs, double totalMs, long samples, boolean whole) {}

  private sealed interface Event {
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Audio(short[] samples, long atNanos) implements Event {}

    record Done(long atNanos) implements Event {}

    record Failed(EngineException failure) implements Event {}
  }

  /**
   * Speaks one sentence and returns when it is complete or no more of it is wanted. While the sink
   * is at work the engine goes on; at most the rest of the sentence waits.
   *
   * @param request what and how
   * @param sink takes the sound
   * @throws EngineException when the engine fails
   * @throws InterruptedException when the thread is; the synthesis is cancelled
   */
  public Spoken speak(SpeechRequest request, Sink sink) throws InterruptedException {
    // Unbounded, but never longer than one sentence of at most 1,000 characters.
    LinkedBlockingQueue<Event> events = new LinkedBlockingQueue<>();
    long began = System.nanoTime();
    Synthesis synthesis = synthesizer.speak(request, new Postbox(events));
    try {
      double firstAudioMs = 0;
      long samples = 0;
      while (true) {
        switch (events.take()) {
          case Event.Audio(short[] piece, long at) -> {
            firstAudioMs = samples == 0 ? (at - began) / 1e6 : firstAudioMs;
            samples += piece.length;
            if (!sink.write(piece)) {
              return new Spoken(
                  request.text(), firstAudioMs, (System.nanoTime() - began) / 1e6, samples, false);
            }
          }
          case Event.Done(long at) -> {
            return new Spoken(request.text(), firstAudioMs, (at - began) / 1e6, samples, true);
          }
          case Event.Failed(EngineException failure) -> throw failure;
        }
      }
    } finally {
      synthesis.cancel();
    }
  }

  private record Postbox(LinkedBlockingQueue<Event> events) implements SpeechListener {
    @Override
    public void onAudio(short[] samples) {
      events.add(new Event.Audio(samples, System.nanoTime()));
    }

    @Override
    public void onDone() {
      events.add(new Event.Done(System.nanoTime()));
    }

    @Override
    public void onFailure(EngineException failure) {
      events.add(new Event.Failed(failure));
    }
  }
}
