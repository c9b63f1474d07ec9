package coda.voice.testkit.peers.moshiserver;

import java.util.ArrayList;
import java.util.List;

/**
 * How text becomes words and words become sound: every word lasts 320 ms, 240 of them a tone of its
 * own and then silence. Steps are of 80 ms.
 */
final class SpokenScript {
  static final int FRAME = 1920;
  static final int STEPS_PER_WORD = 4;
  private static final int SOUNDING_STEPS = 3;
  private static final double AMPLITUDE = 0.3;

  private SpokenScript() {}

  /** As the real server cleans text up and splits it. */
  static List<String> words(String text) {
    List<String> words = new ArrayList<>();
    String clean =
        text.replace('’', '\'')
            .replace("–", "")
            .replace("(", "")
            .replace(")", "")
            .replace(':', ' ');
    for (String word : clean.split("\\s+")) {
      if (!word.isEmpty()) {
        words.add(word);
      }
    }
    return words;
  }

  /** The sound of one step; silence before the first word and after the last. */
  static float[] frame(int step, int words) {
    float[] samples = new float[FRAME];
    int word = Math.floorDiv(step, STEPS_PER_WORD);
    if (word < 0 || word >= words || step % STEPS_PER_WORD >= SOUNDING_STEPS) {
      return samples;
    }
    double hertz = 200 + 40 * (word % 10);
    for (int i = 0; i < FRAME; i++) {
      double t = (step * (double) FRAME + i) / 24_000;
      samples[i] = (float) (AMPLITUDE * Math.sin(2 * Math.PI * hertz * t));
    }
    return samples;
  }
}
