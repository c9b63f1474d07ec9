package coda.voice.engines.kyutai.moshi;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * One address of the pool: how many conversations it carries, and what is known about it. Any
 * thread.
 */
final class MoshiServer {
  private static final long FIRST_REST_NANOS = 500_000_000L;
  private static final long LONGEST_REST_NANOS = 30_000_000_000L;

  /** What was seen last. */
  enum Evidence {
    /** Nothing yet. */
    NONE,
    /** It answers; whether it takes anybody is not known. */
    ALIVE,
    /** It has taken a conversation. */
    WORKS,
    /** It answers but says nothing: another client has it. */
    TAKEN,
    /** It does not answer, or not as a Moshi. */
    FAILED
  }

  private final MoshiAddress address;
  private final int slots;
  private final AtomicInteger inUse = new AtomicInteger();

  private Evidence evidence = Evidence.NONE;
  private String detail = "";
  private long seenAt;
  private int badInARow;
  private long restsUntil;
  private boolean trying;

  MoshiServer(MoshiAddress address, int slots) {
    this.address = address;
    this.slots = slots;
  }

  MoshiAddress address() {
    return address;
  }

  int inUse() {
    return inUse.get();
  }

  /** A place on a server, to be given back exactly once; closing it again does nothing. */
  final class Lease implements AutoCloseable {
    private final AtomicBoolean open = new AtomicBoolean(true);
    private final boolean trial;

    private Lease(boolean trial) {
      this.trial = trial;
    }

    MoshiServer server() {
      return MoshiServer.this;
    }

    @Override
    public void close() {
      if (open.compareAndSet(true, false)) {
        inUse.decrementAndGet();
        if (trial) {
          endTrial();
        }
      }
    }
  }

  /** Whether all its places are taken, or the one in which it is tried after a failure. */
  synchronized boolean isFull() {
    return inUse.get() >= slots || trying;
  }

  /** Whether somebody could be sent here now. */
  synchronized boolean offered(long now, boolean evenIfTaken) {
    return !isFull() && (!bad() || restIsOver(now) || evenIfTaken && evidence == Evidence.TAKEN);
  }

  /**
   * Takes a place. After a failure one at a time may try, and not before a rest that grows.
   *
   * @return null when there is none
   */
  synchronized @Nullable Lease lease(long now, boolean evenIfTaken) {
    if (!offered(now, evenIfTaken)) {
      return null;
    }
    boolean trial = evidence == Evidence.FAILED;
    trying = trial;
    inUse.incrementAndGet();
    return new Lease(trial);
  }

  private synchronized void endTrial() {
    trying = false;
  }

  private boolean bad() {
    return evidence == Evidence.FAILED || evidence == Evidence.TAKEN;
  }

  private boolean restIsOver(long now) {
    return now - restsUntil >= 0;
  }

  /** It has taken a conversation. */
  synchronized void works(long now) {
    seen(Evidence.WORKS, "", now);
    badInARow = 0;
    trying = false;
  }

  /** It answers a plain request: worth another try, no more. */
  synchronized void alive(long now) {
    if (evidence == Evidence.FAILED) {
      restsUntil = now;
    }
    if (evidence != Evidence.WORKS) {
      seen(Evidence.ALIVE, "", now);
    } else {
      seenAt = now;
    }
  }

  /** It took the connection and then said nothing. */
  synchronized void taken(long now) {
    rest(Evidence.TAKEN, "another client has it", now);
  }

  /** It did not take the connection. */
  synchronized void failed(String why, long now) {
    rest(Evidence.FAILED, why, now);
  }

  private void rest(Evidence what, String why, long now) {
    seen(what, why, now);
    restsUntil = now + Math.min(LONGEST_REST_NANOS, FIRST_REST_NANOS << Math.min(badInARow, 10));
    badInARow++;
  }

  private void seen(Evidence what, String why, long now) {
    evidence = what;
    detail = why;
    seenAt = now;
  }

  synchronized Evidence evidence() {
    return evidence;
  }

  /** How long ago anything was seen of it, in ns; endless when nothing ever was. */
  synchronized long age(long now) {
    return evidence == Evidence.NONE ? Long.MAX_VALUE : now - seenAt;
  }

  /** The address and what is wrong with it. */
  synchronized String trouble() {
    return address + (detail.isEmpty() ? "" : " (" + detail + ")");
  }
}
