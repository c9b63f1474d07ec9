package coda.voice.testkit.simulation;

import static coda.voice.conversation.turn.TurnError.INTERNAL_ERROR;

import coda.voice.conversation.SessionNotice;
import coda.voice.conversation.SessionWitness;
import java.util.HashSet;
import java.util.Set;

/** What the front door is told: replies one after the other, each from its start to its end. */
final class NoticeCheck implements SessionWitness {
  private final Violations violations;
  private final Set<String> begun = new HashSet<>();
  private final Set<String> understood = new HashSet<>();
  private final Set<String> dropped = new HashSet<>();
  private String running = "";
  private String interrupted = "";
  private boolean held;
  private boolean ended;

  NoticeCheck(Violations violations) {
    this.violations = violations;
  }

  @Override
  public void onNotice(long atMs, SessionNotice notice) {
    if (ended) {
      violations.add(Invariant.EVERYTHING_GIVEN_BACK, "told after the end: " + notice, atMs);
    }
    if (!interrupted.isEmpty() && !(notice instanceof SessionNotice.ReplyEnded)) {
      violations.add(
          Invariant.PARTS_ARE_CLOSED, interrupted + " was cut and does not end at once", atMs);
      interrupted = "";
    }
    switch (notice) {
      case SessionNotice.ReplyStarted n -> begins(n.replyId(), atMs);
      case SessionNotice.ReplyText n -> runs(n.replyId(), "text", atMs);
      case SessionNotice.Routed n -> runs(n.replyId(), "a route", atMs);
      case SessionNotice.AnsweredBy n -> runs(n.replyId(), "an answerer", atMs);
      case SessionNotice.ReplyAudio n -> {
        runs(n.replyId(), "audio", atMs);
        if (held) {
          violations.add(
              Invariant.NOTHING_AFTER_THE_END, "audio of " + n.replyId() + ", which is held", atMs);
        }
      }
      case SessionNotice.ReplyHeld n -> holds(n.replyId(), atMs);
      case SessionNotice.ReplyResumed n -> goesOn(n.replyId(), atMs);
      case SessionNotice.Interrupted n -> {
        runs(n.replyId(), "an interruption", atMs);
        interrupted = n.replyId();
      }
      case SessionNotice.ReplyEnded n -> ends(n.replyId(), atMs);
      case SessionNotice.Transcribed n -> understands(n, atMs);
      case SessionNotice.TurnDropped n -> drops(n.itemId(), atMs);
      case SessionNotice.Problem n -> fine(n, atMs);
      case SessionNotice.Ended n -> over(atMs);
      default -> {}
    }
  }

  /** Whether the session has said that it is over. */
  boolean ended() {
    return ended;
  }

  private void begins(String replyId, long at) {
    if (!running.isEmpty()) {
      violations.add(Invariant.ONE_REPLY, replyId + " starts while " + running + " runs", at);
    }
    if (!begun.add(replyId)) {
      violations.add(Invariant.ENDS_ONCE, replyId + " starts twice", at);
    }
    running = replyId;
  }

  private void runs(String replyId, String what, long at) {
    if (!running.equals(replyId)) {
      violations.add(
          Invariant.NOTHING_AFTER_THE_END, what + " of " + replyId + ", which does not run", at);
    }
  }

  private void holds(String replyId, long at) {
    runs(replyId, "a hold", at);
    if (held) {
      violations.add(Invariant.PARTS_ARE_CLOSED, replyId + " is held twice", at);
    }
    held = true;
  }

  private void goesOn(String replyId, long at) {
    runs(replyId, "a resumption", at);
    if (!held) {
      violations.add(Invariant.PARTS_ARE_CLOSED, replyId + " goes on and was not held", at);
    }
    held = false;
  }

  private void ends(String replyId, long at) {
    if (!running.equals(replyId)) {
      violations.add(Invariant.ENDS_ONCE, replyId + " ends and does not run", at);
    }
    running = "";
    interrupted = "";
    held = false;
  }

  private void understands(SessionNotice.Transcribed words, long at) {
    if (understood.contains(words.itemId()) || dropped.contains(words.itemId())) {
      violations.add(
          Invariant.PARTS_ARE_CLOSED, words.itemId() + " goes on after its last word", at);
    }
    if (words.isFinal()) {
      understood.add(words.itemId());
    }
  }

  private void drops(String itemId, long at) {
    if (!dropped.add(itemId)) {
      violations.add(Invariant.PARTS_ARE_CLOSED, itemId + " is dropped twice", at);
    }
  }

  private void fine(SessionNotice.Problem problem, long at) {
    if (problem.code().equals(INTERNAL_ERROR.code())) {
      violations.add(Invariant.NEVER_THROWS, "the session failed", at);
    }
  }

  private void over(long at) {
    if (!running.isEmpty()) {
      violations.add(Invariant.ENDS_ONCE, running + " never ends", at);
    }
    ended = true;
  }
}
