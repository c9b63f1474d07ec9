package coda.voice.conversation.turn;

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
 * @param endedAt when it was decided that it is over, or -1 while it is being heard
 */
public record UserTurn(
    String itemId,
    long startedAt,
    long spokenMs,
    String partial,
    int content,
    long changedAt,
    int guesses,
    long endedAt) {

  static UserTurn begun(String itemId, long at) {
    return new UserTurn(itemId, at, 0, "", 0, at, 0, -1);
  }

  UserTurn spoke(long ms) {
    return new UserTurn(
        itemId, startedAt, spokenMs + ms, partial, content, changedAt, guesses, endedAt);
  }

  UserTurn understood(String words, int meant, long at) {
    long since = words.equals(partial) ? changedAt : at;
    return new UserTurn(itemId, startedAt, spokenMs, words, meant, since, guesses, endedAt);
  }

  UserTurn guessed(int times) {
    return new UserTurn(itemId, startedAt, spokenMs, partial, content, changedAt, times, endedAt);
  }

  UserTurn ended(long at) {
    return new UserTurn(itemId, startedAt, spokenMs, partial, content, changedAt, guesses, at);
  }
}
