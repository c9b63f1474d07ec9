package coda.voice.gateway.limits;

/**
 * How many connections may be open at once.
 *
 * @param connections all together
 * @param perAddress from one address
 */
public record Places(int connections, int perAddress) {
  /** The defaults of the documentation. */
  public static final Places DEFAULTS = new Places(100, 20);
}
