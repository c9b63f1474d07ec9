package coda.voice.engine;

import java.util.List;
import java.util.Set;

/** Speaks a sentence. */
public interface Synthesizer extends Engine {
  /** The rate of its audio, in Hz. */
  int sampleRate();

  /** BCP 47 languages it speaks. */
  Set<String> languages();

  /** Its voices; the first is the default. */
  List<String> voices();

  /**
   * Starts speaking one sentence. The caller asks for one sentence at a time and for the next only
   * when the audio ahead of the listener runs low: that is the back-pressure, so a sentence is
   * delivered as fast as it is made.
   *
   * <p>Takes a permit, given back after the terminal call to the listener or after {@link
   * Synthesis#cancel}.
   *
   * @param request what to say and how
   * @param listener called on the engine's threads
   * @throws EngineBusyException when all permits are taken
   */
  Synthesis speak(SpeechRequest request, SpeechListener listener);

  /**
   * What to say and how.
   *
   * @param text plain words, no markup; not blank, at most 1,000 characters
   * @param language BCP 47
   * @param voice one of {@link Synthesizer#voices()}, or empty for the default
   * @param rate speed, 1 is normal, 0.5 to 2
   */
  record SpeechRequest(String text, String language, String voice, double rate) {
    /** Checks the ranges. */
    public SpeechRequest {
      if (text.isBlank() || text.length() > 1000) {
        throw new IllegalArgumentException("text must have 1 to 1000 characters and not be blank");
      }
      if (!(rate >= 0.5 && rate <= 2)) {
        throw new IllegalArgumentException("rate must be 0.5 to 2, not " + rate);
      }
    }
  }

  /** A sentence being spoken. */
  interface Synthesis {
    /** Nobody wants the rest. Idempotent, any thread, never blocks. No listener calls follow. */
    void cancel();
  }

  /** Told what is spoken. */
  interface SpeechListener extends EngineListener {
    /**
     * The next samples. The array belongs to the listener.
     *
     * @param samples 16-bit mono at {@link Synthesizer#sampleRate()}, any number of them
     */
    void onAudio(short[] samples);

    /**
     * A word begins here. Engines without word times never call it; the caller then assumes words
     * in proportion to the audio.
     *
     * @param textOffset index of the word's first character in the request's text
     * @param sample position of its first sample in this sentence's audio; may lie ahead of what
     *     {@link #onAudio} delivered
     */
    default void onWord(int textOffset, long sample) {}

    /** The end: the sentence is complete. */
    void onDone();

    /**
     * The end: it did not work.
     *
     * @param failure why
     */
    void onFailure(EngineException failure);
  }
}
