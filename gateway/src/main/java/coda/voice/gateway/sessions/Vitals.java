package coda.voice.gateway.sessions;

import java.util.OptionalLong;

/**
 * Signs of life of a conversation, by the clock of its loop.
 *
 * @param answeringSinceMs when something was last heard of an answer that is not over
 * @param endingSinceMs when it was told to end, or said that it has, if it has not given everything
 *     back since
 */
public record Vitals(OptionalLong answeringSinceMs, OptionalLong endingSinceMs) {
  /** There is no conversation. */
  public static final Vitals NONE = new Vitals(OptionalLong.empty(), OptionalLong.empty());
}
