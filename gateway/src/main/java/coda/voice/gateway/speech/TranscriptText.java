package coda.voice.gateway.speech;

import coda.voice.engine.Transcript.Word;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.zip.Deflater;

/** Writes transcripts in the formats of OpenAI's API. */
final class TranscriptText {
  private TranscriptText() {}

  /** {@code json}. */
  static JsonObject json(Heard heard) {
    return new JsonObject().put("text", heard.text()).put("usage", usage(heard));
  }

  /**
   * {@code verbose_json}. What an engine does not measure is left out.
   *
   * @param heard what was understood
   * @param language in which, BCP 47
   * @param order what of it is wanted
   */
  static JsonObject verbose(Heard heard, String language, TranscriptionOrder order) {
    JsonObject json =
        new JsonObject()
            .put("task", "transcribe")
            .put("language", Language.name(language))
            .put("duration", seconds(heard.durationMs()))
            .put("text", heard.text());
    if (order.segments()) {
      JsonArray segments = new JsonArray();
      heard.segments().forEach(segment -> segments.add(segment(segment, segments.size())));
      json.put("segments", segments);
    }
    if (order.words()) {
      JsonArray words = new JsonArray();
      heard.words().forEach(word -> words.add(word(word)));
      json.put("words", words);
    }
    return json.put("usage", usage(heard));
  }

  private static JsonObject segment(Segment segment, int id) {
    JsonObject json =
        new JsonObject()
            .put("id", id)
            // In hundredths of a second, as Whisper counts its frames.
            .put("seek", segment.startMs() / 10)
            .put("start", seconds(segment.startMs()))
            .put("end", seconds(segment.endMs()))
            .put("text", segment.text())
            .put("tokens", new JsonArray())
            .put("temperature", 0.0)
            .put("compression_ratio", compression(segment.text()))
            .put("no_speech_prob", 1 - segment.speech());
    segment
        .confidence()
        .ifPresent(value -> json.put("avg_logprob", Math.log(Math.max(value, 1e-9))));
    return json;
  }

  private static JsonObject word(Word word) {
    return new JsonObject()
        .put("word", word.text())
        .put("start", seconds(word.startMs()))
        .put("end", seconds(word.endMs()));
  }

  private static JsonObject usage(Heard heard) {
    return new JsonObject()
        .put("type", "duration")
        .put("seconds", Math.ceilDiv(heard.durationMs(), 1_000));
  }

  /** {@code srt}. */
  static String srt(Heard heard) {
    StringBuilder out = new StringBuilder();
    int number = 1;
    for (Segment segment : heard.segments()) {
      out.append(number++).append('\n');
      cue(out, segment, ',');
    }
    return out.toString();
  }

  /** {@code vtt}. */
  static String vtt(Heard heard) {
    StringBuilder out = new StringBuilder("WEBVTT\n\n");
    heard.segments().forEach(segment -> cue(out, segment, '.'));
    return out.toString();
  }

  private static void cue(StringBuilder out, Segment segment, char point) {
    time(out, segment.startMs(), point);
    out.append(" --> ");
    time(out, segment.endMs(), point);
    out.append('\n').append(segment.text()).append("\n\n");
  }

  private static void time(StringBuilder out, long ms, char point) {
    out.append(
        "%02d:%02d:%02d%c%03d"
            .formatted(ms / 3_600_000, ms / 60_000 % 60, ms / 1_000 % 60, point, ms % 1_000));
  }

  private static double seconds(long ms) {
    return ms / 1_000.0;
  }

  /** How far the text can be compressed: large for a recogniser that repeats itself. */
  private static double compression(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    Deflater deflater = new Deflater();
    try {
      deflater.setInput(bytes);
      deflater.finish();
      return (double) bytes.length / deflater.deflate(new byte[bytes.length + 64]);
    } finally {
      deflater.end();
    }
  }
}
