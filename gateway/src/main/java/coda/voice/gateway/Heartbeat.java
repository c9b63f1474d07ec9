package coda.voice.gateway;

import coda.voice.conversation.SessionLoop;
import coda.voice.conversation.SessionLoop.Cancellable;
import coda.voice.gateway.limits.Limit;
import coda.voice.gateway.limits.LimitHits;
import coda.voice.gateway.limits.Patience;

/**
 * Notices that a client is gone, silent or stuck: pings it, and watches for messages and for a
 * socket that takes nothing. One timer per connection. Used on the client's loop.
 */
public final class Heartbeat {
  private static final long LONGEST_TICK_MS = 1_000;

  /** Told when a connection has to end. */
  public interface Verdict {
    /**
     * It has to end.
     *
     * @param closeCode a WebSocket close code
     * @param reason for people
     */
    void end(int closeCode, String reason);
  }

  /** The way to the client. */
  public interface Line {
    /** Whether the client takes less than is sent. */
    boolean full();

    /** Sends a ping. */
    void ping();
  }

  private final SessionLoop loop;
  private final Patience patience;
  private final LimitHits hits;
  private final Line out;
  private final Runnable everyTick;
  private final Verdict verdict;
  private final long tickMs;

  private Cancellable timer = () -> {};
  private long lastMessageMs;
  private long lastPingMs;
  private boolean awaitingPong;
  private long lastRoomMs;
  private boolean stopped;

  /**
   * A heartbeat that does not beat yet.
   *
   * @param loop the client's
   * @param patience how long is waited for what
   * @param hits counts exceeded limits
   * @param out the way to the client
   * @param everyTick also done then, several times a second at most
   * @param verdict told when the connection has to end
   */
  public Heartbeat(
      SessionLoop loop,
      Patience patience,
      LimitHits hits,
      Line out,
      Runnable everyTick,
      Verdict verdict) {
    this.loop = loop;
    this.patience = patience;
    this.hits = hits;
    this.out = out;
    this.everyTick = everyTick;
    this.verdict = verdict;
    int shortest =
        Math.min(
            Math.min(patience.heartbeat().pingMs(), patience.heartbeat().pongMs()),
            Math.min(patience.heartbeat().inactivityMs(), patience.slowClientMs()));
    this.tickMs = Math.clamp(shortest / 4, 10, LONGEST_TICK_MS);
    long now = loop.nowMillis();
    this.lastMessageMs = now;
    this.lastPingMs = now;
    this.lastRoomMs = now;
  }

  /** Begins to look. */
  public void start() {
    timer = loop.schedule(tickMs, this::tick);
  }

  /** The client said something, or is being answered. */
  public void active() {
    lastMessageMs = loop.nowMillis();
  }

  /** The client answered a ping. */
  public void pong() {
    awaitingPong = false;
  }

  /** Looks no longer. */
  public void stop() {
    stopped = true;
    timer.cancel();
  }

  private void tick() {
    if (stopped) {
      return;
    }
    long now = loop.nowMillis();
    if (!out.full()) {
      lastRoomMs = now;
    }
    if (now - lastRoomMs >= patience.slowClientMs()) {
      end(Limit.SLOW_CLIENT_MS, "The client takes no data");
    } else if (awaitingPong && now - lastPingMs >= patience.heartbeat().pongMs()) {
      end(Limit.PONG_MS, "A ping was not answered");
    } else if (now - lastMessageMs >= patience.heartbeat().inactivityMs()) {
      end(Limit.INACTIVITY_MS, "Nothing was said for too long");
    } else {
      if (!awaitingPong && now - lastPingMs >= patience.heartbeat().pingMs()) {
        lastPingMs = now;
        awaitingPong = true;
        out.ping();
      }
      everyTick.run();
      timer = loop.schedule(tickMs, this::tick);
    }
  }

  private void end(Limit limit, String reason) {
    hits.hit(limit);
    verdict.end(limit.closeCode().orElseThrow(), reason);
  }
}
