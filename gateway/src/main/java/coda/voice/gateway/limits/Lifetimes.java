package coda.voice.gateway.limits;

/**
 * How long something may last although all is well, in ms.
 *
 * @param connectionMs a connection, whatever it does
 * @param conversationMs a conversation
 */
public record Lifetimes(int connectionMs, int conversationMs) {
  /** The defaults of the documentation: four hours each. */
  public static final Lifetimes DEFAULTS = new Lifetimes(14_400_000, 14_400_000);

  private static final int LONGEST_WARNING_MS = 60_000;

  /**
   * How long before its end a client is warned: a minute, or a tenth of a short time.
   *
   * @param lifetimeMs how long it lasts
   */
  public static int warningMs(int lifetimeMs) {
    return Math.min(LONGEST_WARNING_MS, lifetimeMs / 10);
  }
}
