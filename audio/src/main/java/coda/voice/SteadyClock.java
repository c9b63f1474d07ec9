package coda.voice;

import java.time.Instant;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/**
 * Tells the time as it was when it was started, and how much has gone by since. When the machine's
 * clock is set, it goes on as before: for ages and for time that is to pass, not for what somebody
 * else has written a time on. May be used from any thread.
 */
public final class SteadyClock implements InstantSource {
  private final Instant began;
  private final LongSupplier nanos;
  private final long beganNanos;

  /**
   * Starts.
   *
   * @param wall the machine's clock, read once
   * @param nanos what has gone by, in ns from any moment, like {@link System#nanoTime}
   */
  public SteadyClock(InstantSource wall, LongSupplier nanos) {
    this.began = wall.instant();
    this.nanos = nanos;
    this.beganNanos = nanos.getAsLong();
  }

  /** One that starts now. */
  public static SteadyClock started() {
    return new SteadyClock(InstantSource.system(), System::nanoTime);
  }

  @Override
  public Instant instant() {
    return began.plusNanos(nanos.getAsLong() - beganNanos);
  }
}
