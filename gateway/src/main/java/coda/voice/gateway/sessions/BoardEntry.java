package coda.voice.gateway.sessions;

import coda.voice.conversation.ProcessingMode;
import coda.voice.conversation.SessionListener;
import coda.voice.conversation.SessionNotice;
import java.time.Instant;
import java.time.InstantSource;

/**
 * One session's place on the board. It learns by listening ({@link #watching}) and is read from any
 * thread.
 */
public final class BoardEntry {
  private final SessionBoard board;
  private final String handle;
  private final SessionBoard.Card card;
  private final SessionBoard.Ender ender;
  private final InstantSource clock;
  private final Instant since;

  private volatile String phase = "waiting";
  private volatile boolean away;
  private volatile ProcessingMode mode;
  private volatile int messages;
  private volatile long replies;
  private volatile long problems;
  private volatile long droppedFrames;
  private volatile Instant lastActive;

  BoardEntry(
      SessionBoard board,
      String handle,
      SessionBoard.Card card,
      SessionBoard.Ender ender,
      InstantSource clock) {
    this.board = board;
    this.handle = handle;
    this.card = card;
    this.ender = ender;
    this.clock = clock;
    this.since = clock.instant();
    this.lastActive = since;
    this.mode = card.mode();
  }

  /**
   * A listener that lets this entry know what it passes on.
   *
   * @param listener who else is told, after it
   */
  public SessionListener watching(SessionListener listener) {
    return new SessionListener() {
      @Override
      public void onNotice(SessionNotice notice) {
        see(notice);
        listener.onNotice(notice);
      }

      @Override
      public boolean readyForAudio() {
        return listener.readyForAudio();
      }
    };
  }

  /** Only the session's loop writes, so that nothing is lost although nothing is locked. */
  private void see(SessionNotice notice) {
    switch (notice) {
      case SessionNotice.ReplyAudio n -> {
        // fifty times a second, and nothing new
      }
      case SessionNotice.StateChanged n -> {
        phase = n.phase();
        mode = n.mode();
        messages = n.messageCount();
        lastActive = clock.instant();
      }
      case SessionNotice.ReplyEnded n -> replies = replies + 1;
      case SessionNotice.Problem n -> problems = problems + 1;
      case SessionNotice.AudioDropped n -> droppedFrames = droppedFrames + n.frames();
      case SessionNotice.Ended n -> leave();
      default -> lastActive = clock.instant();
    }
  }

  /** The session is over. Idempotent. */
  public void leave() {
    board.leave(handle);
  }

  void end(String reason) {
    ender.end(reason);
  }

  /**
   * Whether the client lost its connection and may come back. On the session's loop.
   *
   * @param now whether
   */
  public void away(boolean now) {
    away = now;
  }

  String phase() {
    return away ? "suspended" : phase;
  }

  SessionView view() {
    return new SessionView(
        handle,
        card.conversation(),
        card.owner(),
        card.door(),
        card.address(),
        since,
        phase(),
        mode,
        messages,
        replies,
        problems,
        droppedFrames,
        lastActive);
  }
}
