package coda.voice.gateway.limits;

/**
 * How large a piece may be.
 *
 * @param textBytes of one text message
 * @param binaryBytes of one binary message
 * @param turnAudioMs microphone audio of one turn, and of one message
 */
public record Sizes(int textBytes, int binaryBytes, int turnAudioMs) {
  /** The defaults of the documentation. */
  public static final Sizes DEFAULTS = new Sizes(10_485_760, 1_048_576, 300_000);
}
