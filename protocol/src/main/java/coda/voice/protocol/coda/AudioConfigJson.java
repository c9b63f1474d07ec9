package coda.voice.protocol.coda;

import java.util.Locale;
import java.util.OptionalInt;

/** {@link AudioConfig} as JSON. */
final class AudioConfigJson {
  private AudioConfigJson() {}

  static AudioConfig read(JsonFields fields) {
    StreamFormat input = stream(fields, AudioConfig.DEFAULT.input(), true);
    StreamFormat output = stream(fields.object("output"), input, false);
    return new AudioConfig(
        input.sampleRate(),
        input.channels(),
        input.format(),
        input.encoding(),
        output,
        fields.choice("conversation_mode", TurnMode.values()).orElse(TurnMode.FULL_DUPLEX),
        vad(fields.object("vad")),
        enhancement(fields.object("enhancement")));
  }

  /**
   * A direction's format. What is left out is as {@code usual}, except that a format that was named
   * and differs has its own usual rate.
   */
  private static StreamFormat stream(JsonFields fields, StreamFormat usual, boolean input) {
    AudioFormat format = fields.choice("format", AudioFormat.values()).orElse(usual.format());
    int usualRate =
        input || (format != usual.format() && isTelephone(format))
            ? StreamFormat.usualRate(format)
            : usual.sampleRate();
    int rate = rate(fields, format, usualRate);
    return new StreamFormat(
        rate,
        fields.integer("channels", 1, 2).orElse(usual.channels()),
        format,
        fields.choice("encoding", AudioEncoding.values()).orElse(usual.encoding()));
  }

  private static boolean isTelephone(AudioFormat format) {
    return StreamFormat.usualRate(format) == StreamFormat.usualRate(AudioFormat.MULAW);
  }

  private static int rate(JsonFields fields, AudioFormat format, int usual) {
    OptionalInt named = fields.integer("sample_rate", 0, Integer.MAX_VALUE);
    int rate = named.orElse(usual);
    if (StreamFormat.rates(format).contains(rate)) {
      return rate;
    }
    String allowed = StreamFormat.rates(format).toString().replaceAll("[\\[\\]]", "");
    fields
        .problems()
        .invalid(
            fields.path("sample_rate"),
            Integer.toString(rate),
            allowed + " for " + format.name().toLowerCase(Locale.ROOT));
    return StreamFormat.usualRate(format);
  }

  private static VadConfig vad(JsonFields fields) {
    return new VadConfig(
        fields.flag("enabled").orElse(true),
        fields.number("threshold", 0, 1),
        TurnChangesJson.read(fields, TurnField.SILENCE_MS),
        TurnChangesJson.read(fields, TurnField.MIN_SPEECH_MS),
        TurnChangesJson.read(fields, TurnField.PRE_ROLL_MS),
        TurnChangesJson.read(fields, TurnField.INTERRUPTION_MS));
  }

  private static EnhancementConfig enhancement(JsonFields fields) {
    return new EnhancementConfig(
        fields.flag("high_pass"),
        fields.flag("noise_suppression"),
        fields.flag("automatic_gain"),
        fields.flag("echo_cancellation"));
  }

  static JsonOut write(AudioConfig config) {
    VadConfig vad = config.vad();
    EnhancementConfig enhancement = config.enhancement();
    return stream(config.input())
        .put("output", stream(config.output()))
        .put("conversation_mode", config.conversationMode())
        .put(
            "vad",
            new JsonOut()
                .put("enabled", vad.enabled())
                .number("threshold", vad.threshold())
                .whole("silence_ms", vad.silenceMs())
                .whole("min_speech_ms", vad.minSpeechMs())
                .whole("pre_roll_ms", vad.preRollMs())
                .whole("interruption_ms", vad.interruptionMs()))
        .put(
            "enhancement",
            new JsonOut()
                .flag("high_pass", enhancement.highPass())
                .flag("noise_suppression", enhancement.noiseSuppression())
                .flag("automatic_gain", enhancement.automaticGain())
                .flag("echo_cancellation", enhancement.echoCancellation()));
  }

  private static JsonOut stream(StreamFormat stream) {
    return new JsonOut()
        .put("sample_rate", stream.sampleRate())
        .put("channels", stream.channels())
        .put("format", stream.format())
        .put("encoding", stream.encoding());
  }
}
