package coda.voice.testkit.peers.moshi;

import java.util.List;
import java.util.Map;

/** What a scripted Moshi says in one session. Used by one thread. */
@FunctionalInterface
public interface MoshiVoice {
  /** Samples of a step: 80 ms at 24 kHz. */
  int STEP = 1920;

  /**
   * The next 80 ms.
   *
   * @param step counts from 0
   * @param heard the last {@link #STEP} samples heard
   */
  Said say(int step, short[] heard);

  /**
   * What is said in a step.
   *
   * @param samples {@link #STEP} of them
   * @param pieces of text, in order; usually none or one
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Said(short[] samples, List<String> pieces) {}

  /** Says nothing. */
  static MoshiVoice silence() {
    return (step, heard) -> new Said(new short[STEP], List.of());
  }

  /**
   * A tone without end.
   *
   * @param hz its frequency
   */
  static MoshiVoice tone(double hz) {
    return (step, heard) -> {
      short[] samples = new short[STEP];
      for (int i = 0; i < STEP; i++) {
        double t = (step * (double) STEP + i) / 24_000;
        samples[i] = (short) (8_000 * Math.sin(2 * Math.PI * hz * t));
      }
      return new Said(samples, List.of());
    };
  }

  /** Says what it has just heard. */
  static MoshiVoice echo() {
    return (step, heard) -> new Said(heard.clone(), List.of());
  }

  /**
   * Says its line whenever somebody has spoken and then been quiet for 400 ms.
   *
   * @param utterance 24 kHz mono
   * @param pieces its text, spread evenly over it
   */
  static MoshiVoice answering(short[] utterance, List<String> pieces) {
    return new AnsweringVoice(utterance, pieces);
  }

  /**
   * The same sound with these words in it.
   *
   * @param texts pieces by step
   */
  default MoshiVoice with(Map<Integer, List<String>> texts) {
    return (step, heard) ->
        new Said(say(step, heard).samples(), texts.getOrDefault(step, List.of()));
  }
}
