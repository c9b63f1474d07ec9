package coda.voice.gateway.load;

/**
 * Something that can be too much: a queue, a processor, a loop that is late.
 *
 * @param name in lower case, for metrics and the log: {@code loop_lag}
 * @param measure the load as a share of what is allowed: 1 is the limit, more is too much; NaN
 *     where it cannot be measured. Called on the thread that samples; quick
 */
public record LoadSource(String name, Measure measure) {
  /** Measures. */
  @FunctionalInterface
  public interface Measure {
    /** The load as a share of what is allowed. */
    double load();
  }

  /**
   * A source with a limit.
   *
   * @param name see above
   * @param limit what is allowed; 0 for no limit, then the load is not looked at
   * @param value the load, in the unit of the limit
   */
  public static LoadSource of(String name, double limit, Measure value) {
    return new LoadSource(name, () -> limit > 0 ? value.load() / limit : Double.NaN);
  }
}
