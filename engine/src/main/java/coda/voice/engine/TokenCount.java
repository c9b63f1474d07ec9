package coda.voice.engine;

/**
 * What an answer cost, as the model counted it.
 *
 * @param input tokens it read
 * @param output tokens it wrote
 */
public record TokenCount(long input, long output) {
  /** Nothing, or not counted. */
  public static final TokenCount NONE = new TokenCount(0, 0);

  /**
   * Both together.
   *
   * @param other to be added
   */
  public TokenCount plus(TokenCount other) {
    return new TokenCount(input + other.input, output + other.output);
  }
}
