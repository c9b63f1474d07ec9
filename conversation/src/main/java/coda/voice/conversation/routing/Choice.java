package coda.voice.conversation.routing;

/**
 * The answer that is heard.
 *
 * @param winner the better one
 * @param score 0 to 1, by the measure that decided; for journals and status, not to be compared
 *     between turns
 * @param reason for people, without any word of the user or the answers
 */
public record Choice(Candidate winner, double score, String reason) {}
