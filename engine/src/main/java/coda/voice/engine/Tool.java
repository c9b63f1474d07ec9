package coda.voice.engine;

/**
 * Something a language model may do besides speaking: look something up, switch something on.
 *
 * <p>The session runs it, not the model, so that it knows what has happened when the user
 * interrupts: a tool that has begun is never broken off, its result is always remembered, and one
 * with side effects runs at most once for a call and never for an answer that may still be thrown
 * away.
 */
public interface Tool {
  /** The name the model calls it by: letters, digits, underscores and hyphens, at most 64. */
  String name();

  /** For the model: what it does and when to use it. */
  String description();

  /** For the model: its arguments, as a JSON schema of one object. */
  String parameters();

  /**
   * Whether it changes anything in the world. Such a tool is never started for an answer that may
   * be thrown away, and an answer is not interrupted while it runs.
   */
  boolean sideEffects();

  /**
   * Whether the client runs it, not the session. An answer that calls such a tool ends with the
   * call; {@link #run} is never asked, and what it gave comes later as a line of the history.
   */
  default boolean byClient() {
    return false;
  }

  /**
   * Does it. Returns at once; the work runs elsewhere.
   *
   * @param call what is asked
   * @param listener told the result exactly once, on any thread
   */
  void run(ToolCall call, ToolListener listener);

  /**
   * A model's wish.
   *
   * @param callId unique within an answer
   * @param tool the tool's name
   * @param arguments a JSON object
   */
  record ToolCall(String callId, String tool, String arguments) {}

  /** Told how it went. */
  interface ToolListener {
    /**
     * It worked.
     *
     * @param result for the model, plain text or JSON
     */
    void onResult(String result);

    /**
     * It did not work; the model is told so.
     *
     * @param failure why
     */
    void onFailure(EngineException failure);
  }
}
