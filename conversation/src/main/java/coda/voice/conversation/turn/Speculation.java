package coda.voice.conversation.turn;

import static coda.voice.conversation.turn.TurnTimer.SPECULATE;

import coda.voice.conversation.ConversationMode;
import coda.voice.conversation.turn.Reply.Announced;
import coda.voice.conversation.turn.TurnEffect.AnticipateFinal;
import coda.voice.conversation.turn.TurnEffect.ConfirmTentative;
import coda.voice.conversation.turn.TurnEffect.DropTentative;
import coda.voice.conversation.turn.TurnEffect.StartTentative;
import java.util.Locale;
import java.util.Optional;

/**
 * Answers begun on trust: while the turn is probably over and its words stand still, an answer is
 * made in silence. It is the answer if the final words are the same, else nobody ever hears of it.
 */
final class Speculation {
  /** From this outlook on the turn is probably over. */
  static final double PROBABLY_OVER = 0.8;

  /** Words that have not changed for so long stand still, in ms. */
  static final long STABLE_MS = 60;

  /** More tentative answers than this are not begun for one turn. */
  static final int MAX_GUESSES = 3;

  private Speculation() {}

  /** The user has paused. */
  static void paused(Transition t) {
    if (allowed(t)) {
      t.turn.ifPresent(turn -> t.emit(new AnticipateFinal(turn.itemId())));
    }
  }

  /** There is a view of the pause: begins now, or when the words have stood still, or not. */
  static void consider(Transition t, double finished) {
    t.disarm(SPECULATE);
    if (finished < PROBABLY_OVER || !worthwhile(t, t.turn)) {
      return;
    }
    long stableIn = t.turn.orElseThrow().changedAt() + STABLE_MS - t.at;
    if (stableIn > 0) {
      t.arm(SPECULATE, stableIn);
    } else {
      t.turn = t.turn.map(turn -> begin(t, turn));
    }
  }

  static void wordsAreStable(Transition t) {
    if (t.user instanceof User.Ending && worthwhile(t, t.turn)) {
      t.turn = t.turn.map(turn -> begin(t, turn));
    } else {
      t.ignore("there is nothing to begin an answer with");
    }
  }

  /**
   * The turn is over, its final words are still awaited.
   *
   * @param before what the user did until now
   * @return the turn as it goes on
   */
  static UserTurn turnEnded(Transition t, User before, UserTurn turn) {
    t.disarm(SPECULATE);
    boolean probablyOver =
        before instanceof User.Ending ending && ending.finished() >= PROBABLY_OVER;
    boolean stable = turn.changedAt() + STABLE_MS <= t.at;
    return probablyOver && stable && worthwhile(t, Optional.of(turn)) ? begin(t, turn) : turn;
  }

  private static boolean allowed(Transition t) {
    return t.settings.speculation()
        && t.settings.manners().answers()
        && t.lead == Lead.SESSION
        && t.mode != ConversationMode.PUSH_TO_TALK
        && t.lifecycle != Lifecycle.SUSPENDED
        && t.pending.isEmpty()
        && t.waiting.isEmpty()
        && !(t.reply instanceof Announced);
  }

  private static boolean worthwhile(Transition t, Optional<UserTurn> turn) {
    return allowed(t)
        && t.tentative.isEmpty()
        && turn.filter(u -> !u.partial().isBlank() && u.guesses() < MAX_GUESSES).isPresent();
  }

  private static UserTurn begin(Transition t, UserTurn turn) {
    String text = t.withUnanswered(turn.partial());
    Tentative tentative = new Tentative(t.nextReplyId(), turn.itemId(), text, t.at);
    t.tentative = Optional.of(tentative);
    t.emit(new StartTentative(tentative.replyId(), turn.itemId(), text, !t.unanswered.isEmpty()));
    return turn.guessed(turn.guesses() + 1);
  }

  /** Words came; those the tentative answer was begun with may be outdated. */
  static void wordsChanged(Transition t, UserTurn turn) {
    if (t.tentative.isPresent()
        && t.tentative.get().itemId().equals(turn.itemId())
        && !same(t.tentative.get().text(), t.withUnanswered(turn.partial()))) {
      drop(t, "the words changed");
    }
  }

  /**
   * A turn's final words are known: makes the tentative answer to them the answer.
   *
   * @param all the words to answer
   * @return whether there was one
   */
  static boolean confirm(Transition t, UserTurn turn, String all) {
    if (t.tentative.isEmpty()) {
      return false;
    }
    Tentative tentative = t.tentative.get();
    if (!tentative.itemId().equals(turn.itemId()) || !same(tentative.text(), all)) {
      drop(t, "the final words are others");
      return false;
    }
    t.tentative = Optional.empty();
    t.goodbye = false;
    t.owed = Optional.empty();
    ReplyRules.think(
        t, Answer.to(turn.itemId(), all, tentative.replyId(), t.settings), turn.endedAt());
    t.emit(new ConfirmTentative(tentative.replyId(), turn.itemId()));
    return true;
  }

  /** The tentative answer could not be made: the next try is the real one. */
  static void failed(Transition t) {
    t.turn = t.turn.map(turn -> turn.guessed(MAX_GUESSES));
    drop(t, "it failed");
  }

  static void drop(Transition t, String reason) {
    t.tentative.ifPresent(it -> t.emit(new DropTentative(it.replyId(), reason)));
    t.tentative = Optional.empty();
  }

  /** A tentative answer to a turn that came to nothing is not wanted. */
  static void settle(Transition t) {
    t.tentative
        .filter(it -> t.turn.filter(turn -> turn.itemId().equals(it.itemId())).isEmpty())
        .filter(it -> t.pending.stream().noneMatch(turn -> turn.itemId().equals(it.itemId())))
        .ifPresent(it -> drop(t, "the turn came to nothing"));
    if (!(t.user instanceof User.Ending)) {
      t.disarm(SPECULATE);
    }
  }

  /** Whether two texts are the same words, whatever their case and punctuation. */
  private static boolean same(String one, String other) {
    return words(one).equals(words(other));
  }

  private static String words(String text) {
    return text.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}']+", " ").strip();
  }
}
