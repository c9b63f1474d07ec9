package coda.voice.engines.local.phrases;

import java.util.Map;
import java.util.TreeMap;

/** Contractions that people say; phrases are written without, and the matcher writes them out. */
final class Contractions {
  /** From the written-out form to the contraction, in an order that is always the same. */
  static final Map<String, String> ALL =
      new TreeMap<>(
          Map.of(
              "what is", "what's",
              "who is", "who's",
              "when is", "when's",
              "how is", "how's",
              "do not", "don't",
              "did not", "didn't",
              "that is", "that's"));

  private Contractions() {}
}
