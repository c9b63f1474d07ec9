package coda.voice.engine;

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
   * @param text what the user said or typed
   * @param history what was said and heard before, oldest first, without {@code text}
   * @param spoken whether the text was recognised from speech and may be misheard
   */
  record AnswerRequest(String text, List<Message> history, boolean spoken) {
    /** Copies the history. */
    public AnswerRequest {
      history = List.copyOf(history);
    }
  }

  /**
   * A line of the conversation.
   *
   * @param role who
   * @param text what was said; for the assistant only what the user heard
   */
  record Message(Role role, String text) {}

  /** Who said it. */
  enum Role {
    /** The person. */
    USER,
    /** The machine. */
    ASSISTANT
  }

  /** An answer being written. */
  interface Generation {
    /** Nobody wants the rest. Idempotent, any thread, never blocks. No listener calls follow. */
    void cancel();
  }

  /** Told what is written. */
  interface AnswerListener {
    /**
     * The next characters of the answer, any number of them.
     *
     * @param delta continues what came before
     */
    void onText(String delta);

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
