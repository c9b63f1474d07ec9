package coda.voice.conversation;

import coda.voice.conversation.turn.TurnEffect;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * An answer begun on trust, before the user was known to have finished; at most one. On the
 * session's loop.
 */
final class Speculation {
  private final LongSupplier now;
  private final Announcer announcer;
  private final SessionTally tally;
  private @Nullable Guess guess;

  Speculation(LongSupplier now, Announcer announcer, SessionTally tally) {
    this.now = now;
    this.announcer = announcer;
    this.tally = tally;
  }

  /** Begins one. */
  void begin(Part part, TurnEffect.StartTentative start) {
    guess = new Guess(part, start.text(), now.getAsLong(), true);
    part.reply().source().begin();
  }

  /** What it was asked with is no longer so. */
  void outdate() {
    if (guess != null) {
      guess = guess.outdated();
    }
  }

  /**
   * The user has finished, with the words that were trusted.
   *
   * @param replyId the answer
   * @param right takes the answer, when it still is one to what would be asked now
   * @param outdated takes the words, which must be asked anew
   */
  void confirm(String replyId, Consumer<Part> right, Consumer<String> outdated) {
    Guess confirmed = guess;
    guess = null;
    if (confirmed == null) {
      return;
    }
    if (confirmed.upToDate()) {
      tally.speculationWon();
      announcer.tell(new SessionNotice.Speculated(replyId, true, ahead(confirmed), ""));
      right.accept(confirmed.part());
    } else {
      waste(confirmed, replyId, "what it was asked with has changed");
      outdated.accept(confirmed.text());
    }
  }

  /** The user went on, or said something else. */
  void drop(TurnEffect.DropTentative drop) {
    Guess wrong = guess;
    guess = null;
    if (wrong != null) {
      waste(wrong, drop.replyId(), drop.reason());
    }
  }

  private void waste(Guess wrong, String replyId, String why) {
    wrong.part().reply().stop();
    tally.speculationWasted();
    announcer.tell(new SessionNotice.Speculated(replyId, false, ahead(wrong), why));
  }

  private long ahead(Guess of) {
    return now.getAsLong() - of.since();
  }

  private record Guess(Part part, String text, long since, boolean upToDate) {
    Guess outdated() {
      return new Guess(part, text, since, false);
    }
  }
}
