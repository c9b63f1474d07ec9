package coda.voice.protocol.coda;

/**
 * How audio travels on a connection, both ways.
 *
 * @param sampleRate of the microphone, see {@link StreamFormat}
 * @param channels of the microphone, 1 or 2
 * @param format of the microphone
 * @param encoding of the microphone
 * @param output of the reply; what the client leaves out is as the microphone's
 * @param conversationMode how turns are taken
 * @param vad how speech is found
 * @param enhancement what is done to the microphone's audio first
 */
public record AudioConfig(
    int sampleRate,
    int channels,
    AudioFormat format,
    AudioEncoding encoding,
    StreamFormat output,
    TurnMode conversationMode,
    VadConfig vad,
    EnhancementConfig enhancement) {

  /** What holds when the client says nothing: 16 kHz mono WAV as hex, both ways, full duplex. */
  public static final AudioConfig DEFAULT =
      both(new StreamFormat(16_000, 1, AudioFormat.WAV, AudioEncoding.HEX));

  /** Checks the microphone's format; {@code PROTOCOL_FIELD_INVALID} if it cannot be. */
  public AudioConfig {
    var _ = new StreamFormat(sampleRate, channels, format, encoding);
  }

  /**
   * The same format both ways, everything else by default.
   *
   * @param stream of microphone and reply
   */
  public static AudioConfig both(StreamFormat stream) {
    return of(stream, stream);
  }

  /**
   * Two formats, everything else by default.
   *
   * @param input of the microphone
   * @param output of the reply
   */
  public static AudioConfig of(StreamFormat input, StreamFormat output) {
    return new AudioConfig(
        input.sampleRate(),
        input.channels(),
        input.format(),
        input.encoding(),
        output,
        TurnMode.FULL_DUPLEX,
        VadConfig.DEFAULT,
        EnhancementConfig.DEFAULT);
  }

  /** The microphone's four fields in one. */
  public StreamFormat input() {
    return new StreamFormat(sampleRate, channels, format, encoding);
  }

  /**
   * The same with turns taken differently.
   *
   * @param mode how
   */
  public AudioConfig withConversationMode(TurnMode mode) {
    return new AudioConfig(sampleRate, channels, format, encoding, output, mode, vad, enhancement);
  }
}
