package coda.voice.conversation.turn;

/**
 * An answer begun before it is certain that the turn is over. Nobody has been told of it; it
 * becomes the answer when the turn's final words are those it was begun with, else it is thrown
 * away unheard.
 *
 * @param replyId its name
 * @param itemId the turn it may answer
 * @param text the words it answers
 * @param since when it was begun, ms of session time
 */
public record Tentative(String replyId, String itemId, String text, long since) {}
