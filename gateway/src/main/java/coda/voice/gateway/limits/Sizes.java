package coda.voice.gateway.limits;

/**
 * How large a piece may be.
 *
 * @param textBytes of one text message
 * @param binaryBytes of one binary message
 * @param turnAudioMs microphone audio of one turn, and of one message or recording
 * @param uploadBytes of one recording that is uploaded
 * @param realtimeBytes of one message of the Realtime protocol, whose audio is text
 */
public record Sizes(
    int textBytes, int binaryBytes, int turnAudioMs, int uploadBytes, int realtimeBytes) {
  /** What a recording may have unless somebody says otherwise. */
  private static final int UPLOAD_BYTES = 26_214_400;

  /** 15 MiB of audio as base64, and what is around it. */
  private static final int REALTIME_BYTES = 22 << 20;

  /** The defaults of the documentation. */
  public static final Sizes DEFAULTS = new Sizes(10_485_760, 1_048_576, 300_000);

  /**
   * Sizes with the usual ones for recordings and the Realtime protocol.
   *
   * @param textBytes see above
   * @param binaryBytes see above
   * @param turnAudioMs see above
   */
  public Sizes(int textBytes, int binaryBytes, int turnAudioMs) {
    this(textBytes, binaryBytes, turnAudioMs, UPLOAD_BYTES, REALTIME_BYTES);
  }
}
