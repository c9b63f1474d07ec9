package coda.voice.gateway.limits;

/**
 * So many in so much time; they may also come all at once.
 *
 * @param amount at least 1
 * @param windowMs at least 1
 */
public record Rate(int amount, int windowMs) {
  /** In words: {@code 100 in 60 s}. */
  @Override
  public String toString() {
    return amount + " in " + windowMs / 1_000 + " s";
  }
}
