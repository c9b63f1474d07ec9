package coda.voice.testkit.play;

import coda.voice.conversation.Session;
import coda.voice.conversation.SessionLoop;
import coda.voice.conversation.SessionLoop.Cancellable;
import coda.voice.testkit.scenario.AcknowledgementManner;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** How a client tells what it has played: honestly, but maybe late, lost, twice or out of order. */
final class Acknowledgements {
  private static final long USUALLY_EVERY_MS = 200;

  private final SessionLoop loop;
  private final Supplier<Session> session;
  private final Supplier<Optional<Position>> position;
  private boolean wanted;
  private long everyMs = USUALLY_EVERY_MS;
  private long lateMs;
  private int loseOneIn;
  private boolean twice;
  private boolean outOfOrder;
  private Optional<Position> heldBack = Optional.empty();
  private int count;
  private boolean ticking;
  private Cancellable tick = () -> {};

  Acknowledgements(
      SessionLoop loop, Supplier<Session> session, Supplier<Optional<Position>> position) {
    this.loop = loop;
    this.session = session;
    this.position = position;
  }

  void begin(List<AcknowledgementManner> manners) {
    wanted = true;
    for (AcknowledgementManner manner : manners) {
      switch (manner) {
        case AcknowledgementManner.Every m -> everyMs = m.ms();
        case AcknowledgementManner.Late m -> lateMs = m.ms();
        case AcknowledgementManner.Loses m -> loseOneIn = m.oneIn();
        case AcknowledgementManner.Twice m -> twice = true;
        case AcknowledgementManner.OutOfOrder m -> outOfOrder = true;
      }
    }
  }

  /** Something is played: from now on it is told how far, as long as there is something. */
  void look() {
    if (wanted && !ticking) {
      ticking = true;
      tick = loop.schedule(everyMs, this::tick);
    }
  }

  /** Playback is broken off: who tells at all tells where. */
  void lastly() {
    if (wanted) {
      position.get().ifPresent(this::now);
    }
  }

  private void tick() {
    Optional<Position> now = position.get();
    ticking = now.isPresent();
    if (ticking) {
      tick = loop.schedule(everyMs, this::tick);
      tell(now.get());
    }
  }

  private void tell(Position now) {
    count++;
    if (loseOneIn > 0 && count % loseOneIn == 0) {
      return;
    }
    if (outOfOrder && heldBack.isEmpty()) {
      heldBack = Optional.of(now);
      return;
    }
    now(now);
    heldBack.ifPresent(this::now);
    heldBack = Optional.empty();
  }

  /** Tells a position, whatever the habits are, but for the time it takes. */
  void now(Position told) {
    send(told);
    if (twice) {
      send(told);
    }
  }

  private void send(Position told) {
    if (lateMs == 0) {
      session.get().played(told.replyId(), told.ms());
    } else {
      loop.schedule(lateMs, () -> session.get().played(told.replyId(), told.ms()));
    }
  }

  void end() {
    tick.cancel();
    ticking = false;
    wanted = false;
  }

  /** How far a reply was played. */
  record Position(String replyId, long ms) {}
}
