package coda.voice.protocol.realtime;

/**
 * How much a client may still ask for.
 *
 * @param name of what
 * @param limit the most at once
 * @param remaining now
 * @param resetSeconds until it is the limit again
 */
public record RateLimit(Name name, int limit, int remaining, double resetSeconds) {
  /** What is limited. */
  public enum Name implements Wire {
    /** Responses. */
    REQUESTS,
    /** Tokens. */
    TOKENS;

    /** The name on the wire. */
    @Override
    public String wireName() {
      return Wire.super.wireName();
    }
  }
}
