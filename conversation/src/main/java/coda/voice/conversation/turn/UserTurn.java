package coda.voice.conversation.turn;

/**
 * A turn of the user that is being heard or understood. Times are ms of session time.
 *
 * @param itemId its name
 * @param startedAt when it began
 * @param spokenMs speech in it so far, pauses not counted
 * @param partial the words so far, may be empty
 * @param endedAt when it was decided that it is over, or -1 while it is being heard
 */
public record UserTurn(String itemId, long startedAt, long spokenMs, String partial, long endedAt) {

  UserTurn spoke(long ms) {
    return new UserTurn(itemId, startedAt, spokenMs + ms, partial, endedAt);
  }

  UserTurn understood(String words) {
    return new UserTurn(itemId, startedAt, spokenMs, words, endedAt);
  }

  UserTurn ended(long at) {
    return new UserTurn(itemId, startedAt, spokenMs, partial, at);
  }
}
