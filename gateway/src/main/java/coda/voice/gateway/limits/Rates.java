package coda.voice.gateway.limits;

/**
 * How much may come in a time.
 *
 * @param control messages other than audio, of one user, or of one connection that nobody is known
 *     behind
 * @param audio microphone audio, of the same
 * @param frames WebSocket frames of any kind on one connection
 * @param arrivals how often somebody may come new
 * @param users how many users' worth of messages and audio others may have together
 */
public record Rates(Rate control, Audio audio, Rate frames, Arrivals arrivals, Users users) {
  /** The defaults of the documentation. */
  public static final Rates DEFAULTS =
      new Rates(
          new Rate(100, 60_000),
          new Audio(4, 30_000),
          frames(500),
          new Arrivals(Rate.perMinute(120), Rate.perMinute(60), Rate.perMinute(600)),
          new Users(10, 100));

  /** Frames may come this long before their time, in s: a recording that is sent at once. */
  private static final int FRAMES_AHEAD_S = 20;

  /**
   * Microphone audio.
   *
   * @param speed in multiples of real time
   * @param burstMs how much may come at once
   */
  public record Audio(double speed, int burstMs) {
    /** One token is a microsecond of sound. */
    static final int TOKENS_PER_MS = 1_000;

    Allowance allowance() {
      return new Allowance(
          (long) burstMs * TOKENS_PER_MS, Math.round(speed * TOKENS_PER_MS * 1_000), 1_000);
    }
  }

  /**
   * How often somebody may come new.
   *
   * @param connections of one address
   * @param conversations of one user, or of one address where nobody is known
   * @param requests over plain HTTP, of one address
   */
  public record Arrivals(Rate connections, Rate conversations, Rate requests) {}

  /**
   * How many users' worth of messages and audio others may have together.
   *
   * @param perAddress one address
   * @param perTenant one tenant
   */
  public record Users(int perAddress, int perTenant) {}

  /** So many frames in a second, some of them early. */
  public static Rate frames(int perSecond) {
    return new Rate(perSecond * FRAMES_AHEAD_S, FRAMES_AHEAD_S * 1_000);
  }

  /** The same, but for control messages. */
  public Rates withControl(Rate other) {
    return new Rates(other, audio, frames, arrivals, users);
  }

  /** The same, but for audio. */
  public Rates withAudio(Audio other) {
    return new Rates(control, other, frames, arrivals, users);
  }

  /** The same, but for frames. */
  public Rates withFrames(Rate other) {
    return new Rates(control, audio, other, arrivals, users);
  }

  /** The same, but for those who come new. */
  public Rates with(Arrivals other) {
    return new Rates(control, audio, frames, other, users);
  }

  /** The same, but for what several users may have together. */
  public Rates with(Users other) {
    return new Rates(control, audio, frames, arrivals, other);
  }
}
