package coda.voice.conversation.duplex;

/**
 * Cuts the endless sound of a duplex model into utterances: one begins with the first audible sound
 * or word and ends after {@link #QUIET_MS} without either. The model's silence is nearly digital,
 * so loudness suffices; no threshold has to be learned.
 */
final class SpeechGate {
  /**
   * So long without sound and words ends an utterance; pauses between clauses are shorter, in ms.
   */
  static final int QUIET_MS = 700;

  /** Loudness from which sound is audible, RMS of 16-bit samples: about -45 dBFS. */
  static final double AUDIBLE = 184;

  private static final int BLOCK_MS = 20;

  private final int block;
  private final int quietSamples;
  private int quiet;
  private boolean speaking;

  /**
   * A gate that hears nothing yet.
   *
   * @param sampleRate of what it will hear, in Hz
   */
  SpeechGate(int sampleRate) {
    block = sampleRate * BLOCK_MS / 1000;
    quietSamples = sampleRate * QUIET_MS / 1000;
  }

  boolean speaking() {
    return speaking;
  }

  /** How long nothing was heard, in ms. */
  int quietMs() {
    return quiet * BLOCK_MS / block;
  }

  /**
   * More sound.
   *
   * @param samples the next ones
   * @return whether it is audible; afterwards {@link #speaking} says whether an utterance is on
   */
  boolean hear(short[] samples) {
    boolean audible = audible(samples);
    if (audible) {
      quiet = 0;
      speaking = true;
    } else {
      quiet += samples.length;
      speaking &= quiet < quietSamples;
    }
    return audible;
  }

  /** A word was said. */
  void word() {
    quiet = 0;
    speaking = true;
  }

  /** What was being said is over. */
  void reset() {
    speaking = false;
    quiet = 0;
  }

  private boolean audible(short[] samples) {
    for (int from = 0; from < samples.length; from += block) {
      int to = Math.min(samples.length, from + block);
      double sum = 0;
      for (int i = from; i < to; i++) {
        sum += (double) samples[i] * samples[i];
      }
      if (sum >= AUDIBLE * AUDIBLE * (to - from)) {
        return true;
      }
    }
    return false;
  }
}
