package coda.voice.conversation.turn;

import static coda.voice.conversation.turn.TurnTimer.FALSE_INTERRUPTION;
import static coda.voice.conversation.turn.TurnTimer.STALL;

import coda.voice.conversation.ConversationMode;
import coda.voice.conversation.SessionNotice.Outcome;
import coda.voice.conversation.TurnSettings;
import coda.voice.conversation.turn.Reply.Announced;
import coda.voice.conversation.turn.Reply.Finishing;
import coda.voice.conversation.turn.Reply.Held;
import coda.voice.conversation.turn.Reply.Speaking;
import coda.voice.conversation.turn.TurnEffect.HoldPlayback;
import coda.voice.conversation.turn.TurnEffect.ResumePlayback;
import java.util.stream.Stream;

/**
 * Speech over an answer: the answer is held at once, then the words decide. Real ones cut it;
 * backchannels, or none in time, let it go on where it was held.
 */
final class Interruption {
  private Interruption() {}

  /** The user begins to speak. */
  static void begins(Transition t) {
    if (t.reply instanceof Announced a && a.answer().yieldsAtOnce()) {
      ReplyRules.stop(t, "speech");
    } else {
      hold(t);
    }
  }

  /** Holds an answer that is heard, unless it must not be interrupted. */
  static void hold(Transition t) {
    boolean made = t.reply instanceof Finishing;
    if (t.reply instanceof Announced a
        && (made || t.reply instanceof Speaking)
        && a.answer().yieldsToWords()) {
      hold(t, a.answer(), made);
      t.arm(FALSE_INTERRUPTION, a.settings().falseInterruptionMs());
    }
  }

  private static void hold(Transition t, Answer answer, boolean made) {
    t.reply = new Held(answer, made);
    t.emit(new HoldPlayback(answer.replyId()));
    t.disarm(STALL);
  }

  /** Nobody is there to hear it: holds an answer until the connection is back. */
  static void suspend(Transition t) {
    t.disarm(FALSE_INTERRUPTION);
    if (t.reply instanceof Announced a && a.answer().led()) {
      // A live model does not wait: what it says meanwhile is lost.
      ReplyRules.stop(t, "lost");
      return;
    }
    switch (t.reply) {
      case Speaking r -> hold(t, r.answer(), false);
      case Finishing r -> hold(t, r.answer(), true);
      default -> {}
    }
  }

  /** The connection is back: goes on, unless the user is just interrupting. */
  static void unsuspend(Transition t) {
    if (t.reply instanceof Held held) {
      if (t.hearingNothing()) {
        resume(t);
      } else {
        t.arm(FALSE_INTERRUPTION, held.settings().falseInterruptionMs());
      }
    }
  }

  /**
   * More was heard of a turn over an answer. Whoever holds a button speaks on purpose: there, sound
   * says nothing and words say all.
   *
   * @param stretchMs how long the present stretch of speech is
   */
  static void moreWasHeard(Transition t, UserTurn turn, long stretchMs) {
    if (t.reply instanceof Announced a
        && a.answer().yieldsToWords()
        && (t.mode == ConversationMode.PUSH_TO_TALK
            ? turn.content() >= wordsNeeded(a.settings())
            : turn.spokenMs() + stretchMs >= a.settings().interruptionMs()
                && turn.content() >= a.settings().interruptionWords())) {
      cut(t);
    }
  }

  /** How many final words over an answer mean an interruption: at least one. */
  static int wordsNeeded(TurnSettings settings) {
    return Math.max(1, settings.interruptionWords());
  }

  /** No decision in time: words that are too short so far count, silence and noise do not. */
  static void nothingCameOfIt(Transition t) {
    if (!(t.reply instanceof Held held)) {
      t.ignore("no answer is held");
      return;
    }
    int needed = wordsNeeded(held.settings());
    boolean meant =
        Stream.concat(t.turn.stream(), t.pending.stream())
            .anyMatch(turn -> turn.content() >= needed);
    if (meant) {
      cut(t);
    } else {
      resume(t);
    }
  }

  /** Goes on where it was held; while the connection is lost it waits. */
  static void resume(Transition t) {
    if (t.reply instanceof Held held && t.lifecycle != Lifecycle.SUSPENDED) {
      t.disarm(FALSE_INTERRUPTION);
      Answer answer = held.answer().goesOut();
      t.reply = held.made() ? new Finishing(answer) : new Speaking(answer);
      t.emit(new ResumePlayback(held.replyId()));
      ReplyRules.awaitMore(t);
    }
  }

  /**
   * The user means it: an answer that is heard is cut, one that is being made is dropped unheard.
   * What it was to answer is answered together with what the user says now, unless something was
   * done for it already.
   */
  static void cut(Transition t) {
    if (!(t.reply instanceof Announced announced)) {
      return;
    }
    Answer answer = announced.answer();
    if (answer.heard()) {
      ReplyRules.end(t, Outcome.TRUNCATED, "speech");
      return;
    }
    if (!answer.acted()) {
      t.unanswered = answer.asked();
    }
    answer.proposal().ifPresent(t.proposals::addFirst);
    ReplyRules.end(t, Outcome.CANCELLED, "continued");
  }
}
