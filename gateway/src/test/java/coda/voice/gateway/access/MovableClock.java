package coda.voice.gateway.access;

import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that goes when it is told to. */
public final class MovableClock implements InstantSource, TimeMeter {
  public static final Instant START = Instant.parse("2026-11-25T12:00:00Z");

  private volatile Instant now = START;

  @Override
  public Instant instant() {
    return now;
  }

  public void advance(Duration by) {
    now = now.plus(by);
  }

  @Override
  public long currentTimeNanos() {
    return Duration.between(Instant.EPOCH, now).toNanos();
  }

  @Override
  public boolean isWallClockBased() {
    return true;
  }
}
