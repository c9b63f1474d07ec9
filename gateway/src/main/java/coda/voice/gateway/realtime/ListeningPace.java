package coda.voice.gateway.realtime;

import coda.voice.conversation.Session;
import coda.voice.conversation.SessionLoop;

/**
 * How fast a client's audio may be heard: who speaks live is heard at once, who sends a recording
 * faster than it was spoken is heard as fast as the recogniser listens. Used on the client's loop.
 */
final class ListeningPace {
  /** Audio that is not further ahead of the clock than this is live. */
  private static final long LIVE_MS = 1_000;

  private final Session session;
  private final SessionLoop loop;
  private long spokenUntilMs;

  ListeningPace(Session session, SessionLoop loop) {
    this.session = session;
    this.loop = loop;
  }

  /** Audio that may be heard now, in ms. */
  long takesMs() {
    long liveMs = Math.max(0, LIVE_MS - (spokenUntilMs - loop.nowMillis()));
    return Math.max(liveMs, session.roomMs().orElse(0));
  }

  /** So much audio is heard. */
  void heard(long ms) {
    spokenUntilMs = Math.max(spokenUntilMs, loop.nowMillis()) + ms;
  }
}
