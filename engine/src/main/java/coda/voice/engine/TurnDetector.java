package coda.voice.engine;

import coda.voice.audio.AudioFrame;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Judges whether the user's turn is over: by silence alone, by the words, by a recogniser's own
 * prediction, or by a model that listens to the sound.
 */
public interface TurnDetector extends Engine {
  /**
   * The rate of the audio it listens to, in Hz; empty for a detector that judges by words alone.
   * The session resamples once.
   */
  default OptionalInt sampleRate() {
    return OptionalInt.empty();
  }

  /**
   * Watches one conversation. Takes a permit, given back by {@link TurnWatch#close}.
   *
   * @param later a detector that thinks for long answers {@link TurnWatch#judge} with what it knows
   *     and tells here what it found, on any thread; a view of a pause that is over is ignored
   * @throws EngineBusyException when all permits are taken
   */
  TurnWatch open(Consumer<TurnOutlook> later);

  /** One conversation being watched. Used by one thread at a time. */
  interface TurnWatch extends AutoCloseable {
    /**
     * The microphone's sound, speech or not. Never blocks.
     *
     * @param frame mono at {@link TurnDetector#sampleRate()}; borrowed for the call. Detectors
     *     without a rate are never called
     */
    default void hear(AudioFrame frame) {}

    /**
     * How likely the user has finished. Asked when the user pauses, and again whenever there is new
     * evidence in the same pause. Runs on the session's loop: a fraction of a millisecond.
     *
     * @param evidence what was heard of the turn so far
     */
    TurnOutlook judge(TurnEvidence evidence);

    /** Nothing is watched any more. Idempotent. */
    @Override
    void close();

    /**
     * A watch without memory.
     *
     * @param judgement what it thinks
     * @param permit given back at the end
     */
    static TurnWatch of(Function<TurnEvidence, TurnOutlook> judgement, Capacity.Permit permit) {
      return new TurnWatch() {
        @Override
        public TurnOutlook judge(TurnEvidence evidence) {
          return judgement.apply(evidence);
        }

        @Override
        public void close() {
          permit.close();
        }
      };
    }
  }

  /**
   * What was heard of a turn so far.
   *
   * @param partial the transcript so far, maybe empty
   * @param spokenMs how long the user spoke, pauses not counted
   * @param language BCP 47
   * @param pause the recogniser's own prediction for this pause, 0 to 1, where it makes one
   */
  record TurnEvidence(String partial, long spokenMs, String language, OptionalDouble pause) {}

  /**
   * A view of a pause.
   *
   * @param finished how likely the user has finished, 0 (certainly goes on) to 1 (certainly over);
   *     0.5 is no opinion
   * @param why a few words for people who wonder, for example {@code open conjunction}; no speech
   */
  record TurnOutlook(double finished, String why) {
    /** No opinion. */
    public static final TurnOutlook UNKNOWN = new TurnOutlook(0.5, "unknown");

    /** A whole command or question. */
    public static final TurnOutlook COMPLETE = new TurnOutlook(0.94, "complete");

    /** More is to come. */
    public static final TurnOutlook INCOMPLETE = new TurnOutlook(0, "incomplete");

    /** Checks the range. */
    public TurnOutlook {
      if (!(finished >= 0 && finished <= 1)) {
        throw new IllegalArgumentException("finished must be 0 to 1, not " + finished);
      }
    }
  }
}
