package coda.voice.testkit.peers.moshi;

import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Reads the query as the Rust backend does: unknown names are ignored, bad values are not. */
final class RustQuery {
  private static final Map<String, Consumer<String>> FIELDS =
      Map.of(
          "text_temperature", Double::parseDouble,
          "audio_temperature", Double::parseDouble,
          "pad_mult", Float::parseFloat,
          "repetition_penalty", Float::parseFloat,
          "text_topk", Long::parseUnsignedLong,
          "audio_topk", Long::parseUnsignedLong,
          "text_seed", Long::parseUnsignedLong,
          "audio_seed", Long::parseUnsignedLong,
          "max_steps", Long::parseUnsignedLong,
          "repetition_penalty_context", Long::parseUnsignedLong);

  private RustQuery() {}

  /** What is wrong with it, if anything. */
  static Optional<String> problem(Map<String, String> query) {
    for (Map.Entry<String, String> entry : query.entrySet()) {
      Consumer<String> parser = FIELDS.get(entry.getKey());
      if (parser != null) {
        try {
          parser.accept(entry.getValue());
        } catch (NumberFormatException e) {
          return Optional.of("Failed to deserialize query string: " + entry.getKey());
        }
      }
    }
    return Optional.empty();
  }

  static int maxSteps(Map<String, String> query, int most) {
    String asked = query.get("max_steps");
    return asked == null ? most : (int) Math.min(most, Long.parseUnsignedLong(asked));
  }
}
