package coda.voice.engine;

import coda.voice.engine.Tool.ToolCall;
import java.util.List;

/** Decides what to answer. */
public interface LanguageModel extends Engine {
  /**
   * Opens this engine's side of one conversation. What it keeps between turns (timers, lists, a
   * remembered joke) lives in the dialogue, not in the engine.
   *
   * @param scope the conversation it belongs to
   */
  Dialogue open(DialogueScope scope);

  /** Whether it calls the tools of a request; one that does not answers without them. */
  default boolean callsTools() {
    return true;
  }

  /** One conversation with the model. Turns come one at a time. */
  interface Dialogue extends AutoCloseable {
    /**
     * Starts the answer to one turn. Takes a permit, given back after the terminal call to the
     * listener or after {@link Generation#cancel}.
     *
     * @param request the turn
     * @param listener called on the engine's threads
     * @throws EngineBusyException when all permits are taken
     */
    Generation answer(AnswerRequest request, AnswerListener listener);

    /** The conversation is over: timers end, nothing more is said. Idempotent. */
    @Override
    void close();
  }

  /**
   * One turn to answer.
   *
   * @param text what the user said or typed; empty when the conversation is to go on from where its
   *     history ends, with the result of a tool perhaps
   * @param history what was said and heard before, oldest first, without {@code text}
   * @param spoken whether the text was recognised from speech and may be misheard
   * @param tentative whether the user may still go on, so that the answer may be thrown away
   *     unheard: nothing that has an effect outside the answer may happen before {@link
   *     Generation#confirm}
   * @param tools what the model may call
   * @param options what else is asked of the answer
   */
  record AnswerRequest(
      String text,
      List<Message> history,
      boolean spoken,
      boolean tentative,
      List<Tool> tools,
      AnswerOptions options) {
    /** Copies the lists. */
    public AnswerRequest {
      history = List.copyOf(history);
      tools = List.copyOf(tools);
    }

    /**
     * A turn with nothing in particular asked of its answer.
     *
     * @param text see above
     * @param history see above
     * @param spoken see above
     * @param tentative see above
     * @param tools see above
     */
    public AnswerRequest(
        String text, List<Message> history, boolean spoken, boolean tentative, List<Tool> tools) {
      this(text, history, spoken, tentative, tools, AnswerOptions.NONE);
    }

    /**
     * The same turn, certainly over or not.
     *
     * @param onTrust see {@link #tentative}
     */
    public AnswerRequest tentatively(boolean onTrust) {
      return new AnswerRequest(text, history, spoken, onTrust, tools, options);
    }

    /**
     * A turn that is over, without tools.
     *
     * @param text see above
     * @param history see above
     * @param spoken see above
     */
    public AnswerRequest(String text, List<Message> history, boolean spoken) {
      this(text, history, spoken, false, List.of());
    }
  }

  /**
   * A line of the conversation.
   *
   * @param role who
   * @param text what was said; for the assistant only what the user heard; for a tool {@code
   *     name(arguments) → result}
   */
  record Message(Role role, String text) {
    /**
     * The line of a tool that ran.
     *
     * @param tool its name
     * @param arguments it was called with, JSON
     * @param result it gave
     */
    public static Message ofTool(String tool, String arguments, String result) {
      return new Message(Role.TOOL, tool + "(" + arguments + ") → " + result);
    }
  }

  /** Who said it. */
  enum Role {
    /** The person. */
    USER,
    /** The machine. */
    ASSISTANT,
    /** The application: what the model is to heed from there on. */
    SYSTEM,
    /** A tool that ran for an answer, heard or not. */
    TOOL
  }

  /** An answer being written. */
  interface Generation {
    /** Nobody wants the rest. Idempotent, any thread, never blocks. No listener calls follow. */
    void cancel();

    /**
     * The turn is over and the answer wanted: what a tentative answer held back may happen now. Any
     * thread, never blocks. Models without effects of their own need not do anything.
     */
    default void confirm() {}

    /**
     * The result of a tool the answer called; the answer goes on with it. Any thread, never blocks.
     *
     * @param callId of the call
     * @param result for the model
     */
    default void toolResult(String callId, String result) {}
  }

  /** Told what is written. */
  interface AnswerListener extends EngineListener {
    /**
     * The next characters of the answer, any number of them.
     *
     * @param delta continues what came before
     */
    void onText(String delta);

    /**
     * What is said from here on must not be interrupted (a legal notice, a confirmation), or may be
     * again.
     *
     * @param wanted whether it is protected
     */
    default void onProtected(boolean wanted) {}

    /**
     * The answer needs a tool; {@link Generation#toolResult} follows, unless the answer is over.
     * {@link #onDone} comes only after all results. An answer that calls a tool which is {@link
     * Tool#byClient} ends with that: no result follows, but {@link #onDone}.
     *
     * @param call which
     */
    default void onToolCall(ToolCall call) {}

    /**
     * What the answer has cost so far, where the model counts; replaces the count before.
     *
     * @param count of the whole answer
     */
    default void onCount(TokenCount count) {}

    /** The answer has reached its longest length and breaks off; {@link #onDone} follows. */
    default void onLengthReached() {}

    /** The end: the answer is complete. It may be empty: nothing is to be said. */
    void onDone();

    /**
     * The end: it did not work.
     *
     * @param failure why
     */
    void onFailure(EngineException failure);
  }
}
