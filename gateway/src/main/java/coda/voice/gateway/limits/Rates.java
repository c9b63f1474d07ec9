package coda.voice.gateway.limits;

/**
 * How much may come in a time.
 *
 * @param control messages other than audio
 * @param audioSpeed microphone audio in multiples of real time
 * @param audioBurstMs microphone audio that may come at once
 */
public record Rates(Rate control, double audioSpeed, int audioBurstMs) {
  /** The defaults of the documentation. */
  public static final Rates DEFAULTS = new Rates(new Rate(100, 60_000), 4, 30_000);
}
