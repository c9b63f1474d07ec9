package coda.voice.conversation.turn;

import java.util.Optional;

/**
 * A turn of the user that is being heard or understood. Times are ms of session time.
 *
 * @param itemId its name
 * @param startedAt when it began
 * @param spokenMs speech in it so far, pauses and the present stretch not counted
 * @param partial the words so far, may be empty
 * @param content how many of the words are no backchannel
 * @param changedAt when the words last changed
 * @param guesses how many tentative answers were begun for it
 * @param words its final words, when they came before those of an earlier turn
 * @param endedAt when it was decided that it is over, or -1 while it is being heard
 * @param answered whether the duplex model has been heard since, so that it needs no other answer
 * @param answeredBy the answer it has begun for this turn, or empty
 */
public record UserTurn(
    String itemId,
    long startedAt,
    long spokenMs,
    String partial,
    int content,
    long changedAt,
    int guesses,
    Optional<Words> words,
    long endedAt,
    boolean answered,
    String answeredBy) {

  static UserTurn begun(String itemId, long at) {
    return new UserTurn(itemId, at, 0, "", 0, at, 0, Optional.empty(), -1, false, "");
  }

  UserTurn spoke(long ms) {
    return new UserTurn(
        itemId,
        startedAt,
        spokenMs + ms,
        partial,
        content,
        changedAt,
        guesses,
        words,
        endedAt,
        answered,
        answeredBy);
  }

  UserTurn understood(String text, int meant, long at) {
    long since = text.equals(partial) ? changedAt : at;
    return new UserTurn(
        itemId,
        startedAt,
        spokenMs,
        text,
        meant,
        since,
        guesses,
        words,
        endedAt,
        answered,
        answeredBy);
  }

  UserTurn guessed(int times) {
    return new UserTurn(
        itemId,
        startedAt,
        spokenMs,
        partial,
        content,
        changedAt,
        times,
        words,
        endedAt,
        answered,
        answeredBy);
  }

  UserTurn ended(long at) {
    return new UserTurn(
        itemId,
        startedAt,
        spokenMs,
        partial,
        content,
        changedAt,
        guesses,
        words,
        at,
        answered,
        answeredBy);
  }

  /** The user goes on: what the duplex model has answered was not all. */
  UserTurn unanswered() {
    return answered(false, "");
  }

  /** The duplex model is heard, with an answer it has begun for this turn or for one before. */
  UserTurn answered(Answer by) {
    return answered(true, by.itemId().equals(itemId) ? by.replyId() : "");
  }

  private UserTurn answered(boolean is, String replyId) {
    return new UserTurn(
        itemId, startedAt, spokenMs, partial, content, changedAt, guesses, words, endedAt, is,
        replyId);
  }

  UserTurn known(Words last) {
    return new UserTurn(
        itemId,
        startedAt,
        spokenMs,
        partial,
        content,
        changedAt,
        guesses,
        Optional.of(last),
        endedAt,
        answered,
        answeredBy);
  }

  /**
   * Final words.
   *
   * @param text not blank
   * @param content how many of them are no backchannel
   */
  public record Words(String text, int content) {}
}
