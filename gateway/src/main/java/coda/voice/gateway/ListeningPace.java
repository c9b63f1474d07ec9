package coda.voice.gateway;

import coda.voice.audio.FramePool;
import coda.voice.conversation.Session;
import coda.voice.conversation.SessionLoop;

/**
 * Brings a client's audio to its session at a pace that neither holds up the event loop nor
 * overruns anybody: who speaks live is heard at once, who sends a recording faster than it was
 * spoken is heard as fast as the recogniser listens. Until a piece was heard, nothing else comes
 * in. Used on the client's loop.
 */
public final class ListeningPace {
  /** Half of what a session lets wait. */
  private static final int FRAMES_AT_ONCE = Session.MAX_WAITING_FRAMES / 2;

  /** Audio that is not further ahead of the clock than this is live. */
  private static final long LIVE_MS = 1_000;

  private static final long LOOK_AGAIN_MS = 10;

  /**
   * A recogniser that takes nothing for so long is given the rest all the same, and will say so.
   */
  private static final long PATIENCE_MS = 30_000;

  /** Audio that came together. */
  public interface Piece {
    /** Frames that were not heard yet, the last maybe in part; 0 when nobody hears any more. */
    int frames();

    /**
     * Hears the next of it.
     *
     * @param frames how many at most
     * @return how long they last, in ms
     */
    double hear(int frames);

    /** Not all is heard at once: bytes that are somebody else's must be copied now. */
    default void kept() {
      // they are its own
    }
  }

  private final Session session;
  private final SessionLoop loop;
  private final InboundGate gate;
  private double spokenUntilMs;
  private int room = FRAMES_AT_ONCE;
  private boolean roundPosted;

  /**
   * The pace of one microphone.
   *
   * @param session hears it
   * @param loop the client's
   * @param gate keeps back what comes behind a piece
   */
  public ListeningPace(Session session, SessionLoop loop, InboundGate gate) {
    this.session = session;
    this.loop = loop;
    this.gate = gate;
  }

  /**
   * Hears a piece, at once or step by step.
   *
   * @param piece what
   * @param then done when all of it was heard
   */
  public void hear(Piece piece, Runnable then) {
    int frames = piece.frames();
    if (frames <= most()) {
      give(piece, frames);
      if (!roundPosted) {
        roundPosted = true;
        loop.execute(this::newRound);
      }
      then.run();
    } else {
      piece.kept();
      gate.hold();
      inRounds(piece, 0, then);
    }
  }

  private int most() {
    long liveMs = Math.max(0, LIVE_MS - (long) (spokenUntilMs - loop.nowMillis()));
    long takesMs = Math.max(liveMs, session.roomMs().orElse(0));
    return (int) Math.min(room, takesMs / FramePool.FRAME_MS);
  }

  private void inRounds(Piece piece, long waitedMs, Runnable then) {
    boolean impatient = waitedMs >= PATIENCE_MS;
    int frames = Math.min(piece.frames(), impatient ? room : most());
    give(piece, frames);
    long waitMs = frames > 0 || room == 0 ? 0 : LOOK_AGAIN_MS;
    Runnable goOn =
        () -> {
          newRound();
          if (piece.frames() > 0) {
            inRounds(piece, waitMs == 0 ? 0 : waitedMs + waitMs, then);
            return;
          }
          try {
            then.run();
          } finally {
            gate.release();
          }
        };
    if (waitMs == 0) {
      loop.execute(goOn);
    } else {
      session.moreAudioComes();
      loop.schedule(waitMs, goOn);
    }
  }

  private void give(Piece piece, int frames) {
    if (frames > 0) {
      room -= frames;
      spokenUntilMs = Math.max(spokenUntilMs, loop.nowMillis()) + piece.hear(frames);
    }
  }

  /** The session has heard what it was given: its own task came before this one. */
  private void newRound() {
    roundPosted = false;
    room = FRAMES_AT_ONCE;
  }
}
