package coda.voice.gateway.coda;

import static coda.voice.gateway.GatewayError.PROTOCOL_RATE;

import coda.voice.gateway.GatewayException;
import coda.voice.gateway.TokenBucket;
import coda.voice.gateway.limits.Rates;

/**
 * How much a client may say: control messages by number, audio by its length. Who goes on although
 * it is told to wait is shown the door. Used on the connection's loop.
 */
final class RateGuard {
  /** Playback positions are many and cheap, and have a measure of their own. */
  private static final int PLAYBACK_PER_SECOND = 50;

  private final Rates rates;
  private final TokenBucket control;
  private final TokenBucket playback;
  private final TokenBucket audio;
  private final TokenBucket patience;

  RateGuard(Rates rates, long nowMs) {
    this.rates = rates;
    double perMs = (double) rates.control().amount() / rates.control().windowMs();
    this.control = new TokenBucket(rates.control().amount(), perMs, nowMs);
    this.playback = new TokenBucket(2 * PLAYBACK_PER_SECOND, PLAYBACK_PER_SECOND / 1000.0, nowMs);
    this.audio = new TokenBucket(rates.audioBurstMs(), rates.audioSpeed(), nowMs);
    this.patience = new TokenBucket(rates.control().amount(), perMs, nowMs);
  }

  /**
   * Something the client sent failed, whatever it was.
   *
   * @return whether that was once too often
   */
  boolean failedTooOften(long nowMs) {
    return patience.take(1, nowMs) > 0;
  }

  /**
   * A control message.
   *
   * @throws GatewayException {@code PROTOCOL_RATE}
   */
  void control(long nowMs) {
    check(control.take(1, nowMs), "Too many messages; allowed are " + rates.control());
  }

  /**
   * A playback position.
   *
   * @throws GatewayException {@code PROTOCOL_RATE}
   */
  void playback(long nowMs) {
    check(
        playback.take(1, nowMs),
        "Too many playback messages; allowed are " + PLAYBACK_PER_SECOND + " in 1 s");
  }

  /**
   * Audio.
   *
   * @param ms how long it is
   * @throws GatewayException {@code PROTOCOL_RATE}
   */
  void audio(double ms, long nowMs) {
    check(
        audio.take(Math.max(1, ms), nowMs),
        "Audio comes too fast and was not taken; allowed is "
            + rates.audioSpeed()
            + " x real time");
  }

  private static void check(long waitMs, String message) {
    if (waitMs > 0) {
      throw GatewayException.retryable(PROTOCOL_RATE, message, waitMs);
    }
  }
}
