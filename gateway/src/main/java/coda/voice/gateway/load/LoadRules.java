package coda.voice.gateway.load;

/**
 * When a server has too much to do. The two thresholds are apart, and each must hold for a time, so
 * that the state does not flutter.
 *
 * @param overloadAt stress from which on it is too much
 * @param recoverAt stress below which it is not any more; less than {@code overloadAt}
 * @param overloadMs how long it must be too much
 * @param recoverMs how long it must not be
 */
public record LoadRules(double overloadAt, double recoverAt, int overloadMs, int recoverMs) {
  /** The defaults of the documentation. */
  public static final LoadRules DEFAULTS = new LoadRules(1, 0.8, 10_000, 10_000);

  /** Checks that the thresholds are apart. */
  public LoadRules {
    if (!(recoverAt < overloadAt)) {
      throw new IllegalArgumentException(
          "recoverAt must be less than overloadAt, not " + recoverAt + " and " + overloadAt);
    }
  }
}
