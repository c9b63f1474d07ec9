package coda.voice.gateway.speech;

import coda.voice.protocol.Shown;
import io.vertx.core.MultiMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * How a client wants a recording transcribed. Its {@code model}, {@code prompt}, {@code
 * temperature}, {@code include} and {@code chunking_strategy} change nothing.
 *
 * @param language as the client has it; empty for the usual one
 * @param format of the answer
 * @param words whether the times of words are wanted
 * @param segments whether segments are wanted
 * @param stream whether words are wanted as soon as they are understood
 */
record TranscriptionOrder(
    String language, Format format, boolean words, boolean segments, boolean stream) {
  private static final Set<String> GRANULARITIES = Set.of("word", "segment");

  /** How a transcript is written. */
  enum Format {
    JSON,
    TEXT,
    SRT,
    VERBOSE_JSON,
    VTT;

    private static Format of(String name) {
      for (Format format : values()) {
        if (format.wireName().equals(name)) {
          return format;
        }
      }
      throw SpeechException.invalid(
          "response_format",
          "response_format is %s; allowed: json, text, srt, verbose_json, vtt"
              .formatted(Shown.text(name)));
    }

    private String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * Reads the fields of a form.
   *
   * @throws SpeechException naming the field that is wrong
   */
  static TranscriptionOrder of(MultiMap form) {
    Format format = field(form, "response_format").map(Format::of).orElse(Format.JSON);
    Set<String> granularities = granularities(form);
    boolean stream = field(form, "stream").map(TranscriptionOrder::yes).orElse(false);
    field(form, "temperature").ifPresent(TranscriptionOrder::temperature);
    if (!granularities.isEmpty() && format != Format.VERBOSE_JSON) {
      throw SpeechException.invalid(
          "timestamp_granularities", "timestamp_granularities needs response_format verbose_json");
    }
    if (stream && format != Format.JSON && format != Format.TEXT) {
      throw SpeechException.invalid(
          "stream", "stream needs response_format json or text, which it replaces");
    }
    return new TranscriptionOrder(
        field(form, "language").orElse(""),
        format,
        granularities.contains("word"),
        granularities.isEmpty() || granularities.contains("segment"),
        stream);
  }

  private static Set<String> granularities(MultiMap form) {
    Set<String> all = new TreeSet<>();
    for (String name : List.of("timestamp_granularities[]", "timestamp_granularities")) {
      all.addAll(form.getAll(name));
    }
    if (!GRANULARITIES.containsAll(all)) {
      throw SpeechException.invalid(
          "timestamp_granularities", "timestamp_granularities may hold word and segment");
    }
    return all;
  }

  private static void temperature(String text) {
    try {
      double value = Double.parseDouble(text);
      if (value >= 0 && value <= 1) {
        return;
      }
    } catch (NumberFormatException e) {
      // said below, like a number out of range
    }
    throw SpeechException.invalid("temperature", "temperature must be a number from 0 to 1");
  }

  private static boolean yes(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "true", "1" -> true;
      case "false", "0" -> false;
      default -> throw SpeechException.invalid("stream", "stream must be true or false");
    };
  }

  private static Optional<String> field(MultiMap form, String name) {
    return Optional.ofNullable(form.get(name)).filter(value -> !value.isEmpty());
  }
}
