package coda.voice.gateway.speech;

import static coda.voice.gateway.speech.SpeechError.SPEECH_FORMAT_UNSUPPORTED;

import coda.voice.engine.Synthesizer;
import coda.voice.protocol.Shown;
import io.vertx.core.json.JsonObject;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a client wants spoken, and how. Its {@code model} and {@code instructions} change nothing.
 *
 * @param input the text
 * @param voice one of the synthesiser's, or empty for the usual one
 * @param format of the sound
 * @param speed 1 is normal
 * @param events whether the sound is wanted in a stream of events
 */
record SpeechOrder(String input, String voice, SoundFormat format, double speed, boolean events) {
  private static final int MOST_CHARACTERS = 4_096;

  /** What a synthesiser does; the API allows 0.25 to 4. */
  private static final double SLOWEST = 0.5;

  private static final double FASTEST = 2;

  /** OpenAI's own voices, which many clients name without being asked. */
  private static final Set<String> FOREIGN_VOICES =
      Set.of(
          "alloy", "ash", "ballad", "cedar", "coral", "echo", "fable", "marin", "nova", "onyx",
          "sage", "shimmer", "verse");

  private static final Set<String> UNWRITTEN = Set.of("aac", "flac");

  /**
   * Reads the body of a request.
   *
   * @param body its fields; unknown ones are passed over
   * @param synthesizer who speaks
   * @throws SpeechException naming the field that is wrong
   */
  static SpeechOrder of(JsonObject body, Synthesizer synthesizer) {
    return new SpeechOrder(
        input(body), voice(body, synthesizer), format(body), speed(body), events(body));
  }

  private static String input(JsonObject body) {
    String text = text(body, "input", "");
    if (text.isBlank()) {
      throw SpeechException.missing("input");
    }
    if (text.length() > MOST_CHARACTERS) {
      throw SpeechException.invalid(
          "input",
          "input has %d characters; allowed are %d".formatted(text.length(), MOST_CHARACTERS));
    }
    return text;
  }

  private static String voice(JsonObject body, Synthesizer synthesizer) {
    String name =
        body.getValue("voice") instanceof JsonObject custom
            ? text(custom, "id", "")
            : text(body, "voice", "");
    if (name.isEmpty() || synthesizer.voices().contains(name)) {
      return name;
    }
    if (FOREIGN_VOICES.contains(name)) {
      return "";
    }
    throw SpeechException.invalid(
        "voice",
        "voice is %s; this server has %s, and takes OpenAI's names for its usual one"
            .formatted(Shown.text(name), new TreeSet<>(synthesizer.voices())));
  }

  private static SoundFormat format(JsonObject body) {
    String name = text(body, "response_format", "mp3");
    if (UNWRITTEN.contains(name)) {
      throw new SpeechException(
          SPEECH_FORMAT_UNSUPPORTED,
          "response_format",
          "This server does not write %s; allowed: %s".formatted(name, SoundFormat.names()));
    }
    return SoundFormat.of(name)
        .orElseThrow(
            () ->
                SpeechException.invalid(
                    "response_format",
                    "response_format is %s; allowed: %s"
                        .formatted(Shown.text(name), SoundFormat.names())));
  }

  private static double speed(JsonObject body) {
    return switch (body.getValue("speed")) {
      case null -> 1;
      case Number number when number.doubleValue() >= SLOWEST && number.doubleValue() <= FASTEST ->
          number.doubleValue();
      default ->
          throw SpeechException.invalid(
              "speed", "speed must be a number from 0.5 to 2, which is what this server can do");
    };
  }

  private static boolean events(JsonObject body) {
    String name = text(body, "stream_format", "audio");
    return switch (name) {
      case "audio" -> false;
      case "sse" -> true;
      default ->
          throw SpeechException.invalid("stream_format", "stream_format must be audio or sse");
    };
  }

  private static String text(JsonObject body, String field, String usual) {
    return switch (body.getValue(field)) {
      case null -> usual;
      case String text -> text;
      default -> throw SpeechException.invalid(field, field + " must be a string");
    };
  }
}
