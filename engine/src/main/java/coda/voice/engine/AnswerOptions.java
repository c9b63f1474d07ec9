package coda.voice.engine;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * What is asked of a single answer besides the words.
 *
 * @param instructions what the model is told about its task instead of its own; empty for its own
 * @param tools whether tools may or must be called
 * @param maxTokens the longest answer in tokens, at least 1; empty for the engine's own limit,
 *     which is never exceeded
 */
public record AnswerOptions(
    Optional<String> instructions, ToolChoice tools, OptionalInt maxTokens) {
  /** Nothing in particular. */
  public static final AnswerOptions NONE =
      new AnswerOptions(Optional.empty(), ToolChoice.AUTO, OptionalInt.empty());

  /** Checks the range. */
  public AnswerOptions {
    if (maxTokens.isPresent() && maxTokens.getAsInt() < 1) {
      throw new IllegalArgumentException("maxTokens must be at least 1");
    }
  }

  /**
   * Whether tools may or must be called.
   *
   * @param use how
   * @param tool the one that must be called, for {@link Use#NAMED}; else empty
   */
  public record ToolChoice(Use use, String tool) {
    /** The model decides. */
    public static final ToolChoice AUTO = new ToolChoice(Use.AUTO, "");

    /** What can be asked for. */
    public enum Use {
      /** The model decides. */
      AUTO,
      /** None is called. */
      NONE,
      /** At least one is called. */
      REQUIRED,
      /** This one is called. */
      NAMED
    }
  }
}
