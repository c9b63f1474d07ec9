package coda.voice.engine.gpu;

/** How scarce memory is. */
public enum Pressure {
  /** Less than 60 % is used. */
  NONE(0),
  /** 60 % or more. */
  LOW(60),
  /** 75 % or more. */
  MEDIUM(75),
  /** 85 % or more: idle components that can shrink are asked to. */
  HIGH(85),
  /** 95 % or more: every component that can shrink is asked to. */
  CRITICAL(95);

  private static final Pressure[] FALLING = {CRITICAL, HIGH, MEDIUM, LOW};

  private final int percent;

  Pressure(int percent) {
    this.percent = percent;
  }

  /** Where it begins, in per cent. */
  public int percent() {
    return percent;
  }

  /**
   * The least amount of use that is this pressure.
   *
   * @param total in bytes, up to 256 TB
   */
  public long from(long total) {
    return Math.ceilDiv(total * percent, 100);
  }

  /**
   * The pressure of an amount of use.
   *
   * @param used in bytes
   * @param total in bytes, up to 256 TB
   */
  public static Pressure of(long used, long total) {
    for (Pressure level : FALLING) {
      if (used >= level.from(total)) {
        return level;
      }
    }
    return NONE;
  }

  /** The higher of the two. */
  public Pressure or(Pressure other) {
    return compareTo(other) >= 0 ? this : other;
  }
}
