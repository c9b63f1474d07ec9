package coda.voice.conversation.turn;

/**
 * What the user said or typed while an answer ran that must not be interrupted. It is answered
 * next.
 *
 * @param itemId the turn, the last one when there were several
 * @param text all the words
 * @param spoken whether it was spoken, not typed
 */
public record Waiting(String itemId, String text, boolean spoken) {}
