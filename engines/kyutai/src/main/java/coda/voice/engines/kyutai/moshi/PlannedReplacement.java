package coda.voice.engines.kyutai.moshi;

/**
 * Decides when a connection that will end by itself is replaced: at the first quiet moment once its
 * time is up, or when there is no more time to wait for one. Told in sound sent, because the
 * servers count that. One thread at a time.
 */
final class PlannedReplacement {
  private static final int QUIET_MS = 400;
  private static final long MOST_WAIT_MS = 15_000;
  private static final long POSTPONED_MS = 5_000;
  private static final int SAMPLES_PER_MS = MoshiLink.SAMPLE_RATE / 1000;

  /** What to do. */
  enum Verdict {
    /** Go on. */
    NOTHING,
    /** It is quiet: a good moment. */
    OPEN_SECOND,
    /** There is no more time. */
    HARD_LIMIT
  }

  private Loudness heard = new Loudness();
  private Loudness said = new Loudness();
  private long limitMs;
  private long notBefore;
  private long heardQuiet;
  private long saidQuiet;

  /**
   * Begins with a new connection.
   *
   * @param limit after how much sound it should be replaced, in ms; 0 for never
   */
  void begin(long limit) {
    limitMs = limit;
    notBefore = limit;
    heard = new Loudness();
    said = new Loudness();
    heardQuiet = 0;
    saidQuiet = 0;
  }

  /** The microphone's sound. */
  void heard(short[] samples, int offset, int count) {
    heardQuiet = heard.quiet(samples, offset, count) ? heardQuiet + count : 0;
  }

  /** Moshi's sound. */
  void said(short[] samples, int offset, int count) {
    saidQuiet = said.quiet(samples, offset, count) ? saidQuiet + count : 0;
  }

  /** It did not work out; try again in a while. */
  void postpone(long sentMs) {
    notBefore = sentMs + POSTPONED_MS;
  }

  /** What to do when so much sound was sent. */
  Verdict at(long sentMs) {
    if (limitMs == 0 || sentMs < limitMs) {
      return Verdict.NOTHING;
    }
    if (sentMs >= limitMs + Math.min(MOST_WAIT_MS, limitMs / 2)) {
      return Verdict.HARD_LIMIT;
    }
    long quiet = Math.min(heardQuiet, saidQuiet) / SAMPLES_PER_MS;
    return sentMs >= notBefore && quiet >= QUIET_MS ? Verdict.OPEN_SECOND : Verdict.NOTHING;
  }
}
