package coda.voice.protocol.realtime;

/**
 * How likely a token of a transcript is.
 *
 * @param token its text
 * @param logprob natural logarithm of its likelihood, 0 or less
 */
public record Logprob(String token, double logprob) {}
