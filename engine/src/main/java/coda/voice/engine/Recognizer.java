package coda.voice.engine;

import coda.voice.audio.AudioFrame;
import java.util.OptionalInt;
import java.util.Set;

/** Turns speech into words while it is spoken. */
public interface Recognizer extends Engine {
  /** The rate it wants, in Hz. The session resamples once. */
  int sampleRate();

  /** BCP 47 languages it understands. */
  Set<String> languages();

  /**
   * Whether it tells words while they are spoken. One that only knows them at the end cannot say
   * whether speech over the assistant is meant as an interruption; there, its length decides.
   */
  default boolean tellsPartials() {
    return true;
  }

  /**
   * Opens recognition of one utterance. Takes a permit, which is given back after the terminal call
   * to the listener or after {@link Recognition#cancel}.
   *
   * @param request what is known before the first word
   * @param listener called on the engine's threads
   * @throws EngineBusyException when all permits are taken
   */
  Recognition open(RecognitionRequest request, RecognitionListener listener);

  /**
   * What is known before the first word.
   *
   * @param conversationId for logs
   * @param language BCP 47
   */
  record RecognitionRequest(String conversationId, String language) {}

  /** One utterance under recognition. Used by one thread at a time, except {@link #cancel}. */
  interface Recognition {
    /**
     * Hears the next piece. Never blocks; an engine that falls more than its bounded queue behind
     * fails with {@code ENGINE_OVERRUN} through the listener.
     *
     * @param frame mono at {@link Recognizer#sampleRate()}; borrowed for the call
     */
    void hear(AudioFrame frame);

    /**
     * The utterance may be over: a good time to tell the best guess there is as a partial, and to
     * work ahead on the final transcript. More audio may follow all the same. Never blocks.
     */
    default void anticipate() {}

    /**
     * How much more sound it takes at this moment without falling too far behind: for a recording,
     * which could be handed over all at once. Any thread, never blocks.
     *
     * @return ms of sound, not negative; empty when the engine does not tell, so that it can only
     *     be handed over as fast as it was spoken
     */
    default OptionalInt roomMs() {
      return OptionalInt.empty();
    }

    /** The utterance is over: the final transcript (or a failure) follows. */
    void finish();

    /** Nobody wants the result. Idempotent, any thread. No listener calls follow. */
    void cancel();
  }

  /** Told what was understood. */
  interface RecognitionListener extends EngineListener {
    /**
     * A guess so far; replaces the previous one.
     *
     * @param transcript never empty text
     */
    void onPartial(Transcript transcript);

    /**
     * The recogniser's own view of whether the speaker has finished, from engines that predict
     * pauses; each replaces the one before.
     *
     * @param finished 0 (goes on) to 1 (has finished)
     */
    default void onPause(double finished) {}

    /**
     * The end: what was understood. The text may be empty, when there were no words.
     *
     * @param transcript the last word on it
     */
    void onFinal(Transcript transcript);

    /**
     * The end: it did not work.
     *
     * @param failure why
     */
    void onFailure(EngineException failure);
  }
}
