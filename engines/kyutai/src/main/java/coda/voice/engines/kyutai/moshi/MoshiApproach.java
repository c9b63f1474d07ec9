package coda.voice.engines.kyutai.moshi;

import static coda.voice.engine.EngineError.ENGINE_BUSY;

import coda.voice.engine.EngineException;
import coda.voice.engines.kyutai.moshi.MoshiServer.Lease;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Looks for a Moshi that takes the conversation: tries one server after the other until one sends
 * its handshake. A server that accepts the connection and then says nothing has another client; it
 * is left alone after its share of the time. Runs in the stream's mailbox.
 */
final class MoshiApproach {
  /** What comes of it. */
  interface Outcome {
    /** Makes a connection. */
    MoshiLink connect(Lease lease);

    /** A connection that did not succeed is of no use any more. */
    void discard(MoshiLink link);

    /** A Moshi has taken the conversation. */
    void reached(MoshiLink link);

    /** None has. */
    void gaveUp(EngineException why);
  }

  /**
   * How far to go.
   *
   * @param nanos how long it may take
   * @param attempts how many connections may be tried
   * @param patient whether to wait for servers that rest after a failure
   */
  record Effort(long nanos, int attempts, boolean patient) {}

  private final MoshiPool pool;
  private final MoshiClock clock;
  private final Effort effort;
  private final Outcome outcome;
  private final long deadline;
  private final Set<MoshiServer> avoided = new HashSet<>();
  private int attempts;
  private boolean taken;
  private boolean over;
  private @Nullable MoshiLink candidate;
  private long candidateUntil;

  /**
   * Somebody who has not tried anything yet.
   *
   * @param pool the servers
   * @param clock the engine's time
   * @param effort how far to go
   * @param last the server that was lost, which is tried only when there is no other
   * @param outcome told what comes of it
   */
  MoshiApproach(
      MoshiPool pool,
      MoshiClock clock,
      Effort effort,
      Optional<MoshiServer> last,
      Outcome outcome) {
    this.pool = pool;
    this.clock = clock;
    this.effort = effort;
    this.outcome = outcome;
    this.deadline = clock.nanos() + effort.nanos();
    last.ifPresent(avoided::add);
  }

  /** Begins, or goes on with the next server. */
  void next() {
    long now = clock.nanos();
    if (over) {
      return;
    }
    if (attempts == effort.attempts() || deadline - now <= 0) {
      giveUp();
      return;
    }
    Optional<Lease> lease = pool.lease(avoided);
    if (lease.isEmpty() && (effort.patient() || attempts == 0)) {
      avoided.clear();
      lease = pool.lease(avoided);
    }
    if (lease.isPresent()) {
      attempt(lease.get(), now);
    } else if (attempts == 0 && pool.hasPlacesTaken()) {
      // Permits and places are given back one after the other: whoever let us have a permit is
      // still leaving, or somebody tries a server that had failed. Either way we shall know soon.
      taken = true;
    } else if (!effort.patient()) {
      giveUp();
    }
  }

  private void attempt(Lease lease, long now) {
    attempts++;
    taken &= attempts > 1;
    avoided.add(lease.server());
    int others = attempts == effort.attempts() ? 0 : pool.offered(avoided);
    candidateUntil = now + (deadline - now) / (1 + others);
    candidate = outcome.connect(lease);
  }

  /** Lets time pass. */
  void beat() {
    MoshiLink link = candidate;
    if (link == null) {
      next();
    } else if (clock.nanos() - candidateUntil >= 0) {
      if (link.opened()) {
        taken = true;
        link.server().taken(clock.nanos());
      } else {
        link.server().failed("it does not answer", clock.nanos());
      }
      drop(link);
      next();
    }
  }

  /** Whether this connection is the one that is being tried. */
  boolean tries(MoshiLink link) {
    return candidate == link;
  }

  /** The connection that is being tried has its handshake. */
  void ready(MoshiLink link) {
    candidate = null;
    over = true;
    link.server().works(clock.nanos());
    outcome.reached(link);
  }

  /** The connection that is being tried ended. */
  void ended(MoshiLink link, String why) {
    link.server().failed(why, clock.nanos());
    drop(link);
    next();
  }

  private void drop(MoshiLink link) {
    candidate = null;
    outcome.discard(link);
  }

  private void giveUp() {
    over = true;
    outcome.gaveUp(taken ? busy() : pool.unavailable());
  }

  private static EngineException busy() {
    return new EngineException(
        ENGINE_BUSY,
        "Engine 'moshi' is busy: its servers accept connections but other clients have them. "
            + "Give Coda Voice a Moshi of its own, or name more of them in engines.moshi.urls",
        "The server is busy, please try again in a moment",
        null);
  }
}
