package coda.voice.testkit.engines;

import coda.voice.conversation.SessionLoop;
import coda.voice.engine.Capacity.Permit;
import coda.voice.engine.DialogueScope;
import coda.voice.engine.EngineException;
import coda.voice.engine.LanguageModel;
import coda.voice.engine.TokenCount;
import coda.voice.engine.Tool.ToolCall;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** A language model that answers what the test says, word by word, or fails, or stalls. */
public final class ScriptedLanguageModel extends ScriptedEngine implements LanguageModel {
  private final SessionLoop loop;
  private final Deque<Answer> script = new ArrayDeque<>();
  private final List<AnswerRequest> asked = new ArrayList<>();
  private final List<DialogueScope> scopes = new ArrayList<>();
  private int openDialogues;
  private boolean breaksContract;

  /**
   * A model that answers "Yes." until told otherwise.
   *
   * @param loop whose time it lives in
   */
  public ScriptedLanguageModel(SessionLoop loop) {
    super("scripted-model", 1000);
    this.loop = loop;
  }

  /**
   * Its next answer.
   *
   * @param answer how it goes
   */
  public ScriptedLanguageModel answers(Answer answer) {
    script.add(answer);
    return this;
  }

  /**
   * Its next answer: these words, beginning after 50 ms, a word each 10 ms.
   *
   * @param text what
   */
  public ScriptedLanguageModel answers(String text) {
    return answers(new Answer(text, 50, 10, Ending.DONE));
  }

  /** From now on it breaks its contract: asking it throws what no engine may throw. */
  public ScriptedLanguageModel throwsOnAnswer() {
    breaksContract = true;
    return this;
  }

  /** Everything it was asked. */
  public List<AnswerRequest> asked() {
    return List.copyOf(asked);
  }

  /** The scope of the dialogue opened last. */
  public DialogueScope scope() {
    return scopes.getLast();
  }

  /** Dialogues that were opened and not closed. */
  public int openDialogues() {
    return openDialogues;
  }

  @Override
  public Dialogue open(DialogueScope scope) {
    scopes.add(scope);
    openDialogues++;
    return new Dialogue() {
      private boolean closed;

      @Override
      public Generation answer(AnswerRequest request, AnswerListener listener) {
        if (breaksContract) {
          throw new IllegalStateException("scripted");
        }
        asked.add(request);
        Answer answer =
            script.isEmpty() ? new Answer("Yes.", 50, 10, Ending.DONE) : script.remove();
        Running running = new Running(answer, listener, capacity().acquire());
        running.begin();
        return running;
      }

      @Override
      public void close() {
        if (!closed) {
          closed = true;
          openDialogues--;
        }
      }
    };
  }

  /** How an answer ends. */
  public enum Ending {
    /** As it should. */
    DONE,
    /** With a failure. */
    FAILED,
    /** Never. */
    STALLED
  }

  /**
   * How an answer goes.
   *
   * @param text its words
   * @param firstAfterMs from the question to the first word
   * @param wordEveryMs between words
   * @param ending how it ends
   * @param calls tools it calls after its words; it does not wait for what they give
   * @param cost what it tells it has cost before it is done
   */
  public record Answer(
      String text,
      long firstAfterMs,
      long wordEveryMs,
      Ending ending,
      List<ToolCall> calls,
      Optional<TokenCount> cost) {
    /** Copies the calls. */
    public Answer {
      calls = List.copyOf(calls);
    }

    /**
     * Words alone.
     *
     * @param text see above
     * @param firstAfterMs see above
     * @param wordEveryMs see above
     * @param ending see above
     */
    public Answer(String text, long firstAfterMs, long wordEveryMs, Ending ending) {
      this(text, firstAfterMs, wordEveryMs, ending, List.of(), Optional.empty());
    }

    /**
     * The same, and then it calls tools.
     *
     * @param wanted which
     */
    public Answer calls(ToolCall... wanted) {
      return new Answer(text, firstAfterMs, wordEveryMs, ending, List.of(wanted), cost);
    }

    /**
     * The same, and it says what it has cost.
     *
     * @param count of tokens
     */
    public Answer costs(TokenCount count) {
      return new Answer(text, firstAfterMs, wordEveryMs, ending, calls, Optional.of(count));
    }
  }

  private final class Running implements Generation {
    private final Answer answer;
    private final String[] words;
    private final AnswerListener listener;
    private final Permit permit;
    private int next;
    private boolean over;

    Running(Answer answer, AnswerListener listener, Permit permit) {
      this.answer = answer;
      this.words = answer.text().isEmpty() ? new String[0] : answer.text().split("(?<= )");
      this.listener = listener;
      this.permit = permit;
    }

    void begin() {
      loop.schedule(answer.firstAfterMs(), this::step);
    }

    private void step() {
      if (over) {
        return;
      }
      if (next < words.length) {
        listener.onText(words[next++]);
        loop.schedule(answer.wordEveryMs(), this::step);
        return;
      }
      if (answer.ending() == Ending.DONE) {
        answer.calls().forEach(listener::onToolCall);
        answer.cost().ifPresent(listener::onCount);
      }
      switch (answer.ending()) {
        case DONE -> {
          cancel();
          listener.onDone();
        }
        case FAILED -> {
          cancel();
          listener.onFailure(EngineException.failed(name(), new IllegalStateException("scripted")));
        }
        case STALLED -> {}
      }
    }

    @Override
    public void cancel() {
      over = true;
      permit.close();
    }
  }
}
