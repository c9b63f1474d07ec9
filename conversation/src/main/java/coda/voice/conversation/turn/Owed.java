package coda.voice.conversation.turn;

/**
 * What the user said to the duplex model and was not answered yet.
 *
 * @param itemId the turn
 * @param text all the words
 * @param endedAt when the turn was over, ms of session time
 */
public record Owed(String itemId, String text, long endedAt) {}
