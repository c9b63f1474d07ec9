package coda.voice.gateway.realtime;

import coda.voice.conversation.Session;
import coda.voice.conversation.SessionLoop;
import java.util.OptionalInt;

/**
 * How fast a client's audio may be heard: who speaks live is heard at once, who sends a recording
 * faster than it was spoken is heard as fast as the recogniser listens. Used on the client's loop.
 */
final class ListeningPace {
  /** Audio that is not further ahead of the clock than this is live. */
  private static final long LIVE_MS = 1_000;

  /** How far the recogniser may be behind with what is not. */
  private static final long BEHIND_MS = 2_000;

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
    OptionalInt behind = session.behindMs();
    return behind.isEmpty() ? liveMs : Math.max(liveMs, BEHIND_MS - behind.getAsInt());
  }

  /** So much audio is heard. */
  void heard(long ms) {
    spokenUntilMs = Math.max(spokenUntilMs, loop.nowMillis()) + ms;
  }
}
