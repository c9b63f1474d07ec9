package coda.voice.protocol.realtime;

/**
 * The tokens of a response.
 *
 * @param input read
 * @param cached of those read, what was known already
 * @param output made; its {@code image} is 0
 */
public record Usage(Tokens input, Tokens cached, Tokens output) {
  /** Nothing, or nothing known. */
  public static final Usage NONE = new Usage(Tokens.NONE, Tokens.NONE, Tokens.NONE);

  /**
   * Tokens by what they stand for.
   *
   * @param text of text, 0 or more
   * @param audio of audio, 0 or more
   * @param image of pictures, 0 or more
   */
  public record Tokens(int text, int audio, int image) {
    /** None. */
    public static final Tokens NONE = new Tokens(0, 0, 0);

    /** All of them. */
    public int total() {
      return text + audio + image;
    }
  }

  /** Read and made. */
  public int total() {
    return input.total() + output.total();
  }
}
