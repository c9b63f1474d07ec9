package coda.voice.testkit.play;

import coda.voice.conversation.SessionLoop;
import coda.voice.engine.Capacity.Permit;
import coda.voice.engine.DialogueScope;
import coda.voice.engine.EngineBusyException;
import coda.voice.engine.EngineException;
import coda.voice.engine.LanguageModel;
import coda.voice.engine.Tool.ToolCall;
import coda.voice.testkit.engines.ScriptedEngine;
import coda.voice.testkit.scenario.AnswerStep;
import coda.voice.testkit.scenario.EngineScript.Answer;
import coda.voice.testkit.scenario.EngineScript.AnswerTo;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Answers step by step as the scenario says; an answer thrown away unheard is given again. */
final class ScenarioModel extends ScriptedEngine implements LanguageModel {
  private static final long USUAL_FIRST_MS = 50;
  private static final long USUAL_WORD_MS = 10;
  private static final List<AnswerStep> USUAL = List.of(new AnswerStep.Says("Yes."));

  private final SessionLoop loop;
  private final Deque<List<AnswerStep>> script = new ArrayDeque<>();
  private final Map<String, List<AnswerStep>> byQuestion = new HashMap<>();
  private final List<Asked> asked = new ArrayList<>();
  private @Nullable DialogueScope scope;
  private int openDialogues;
  private int busy;

  ScenarioModel(SessionLoop loop) {
    super("scenario-model", 100);
    this.loop = loop;
  }

  void answers(Answer answer) {
    script.add(answer.steps());
  }

  void answers(AnswerTo answer) {
    byQuestion.put(answer.asked(), answer.steps());
  }

  void busyFor(int answers) {
    busy = answers;
  }

  /** Everything it was asked. */
  List<Asked> asked() {
    return asked;
  }

  /** What the dialogue may do in its session. */
  Optional<DialogueScope> scope() {
    return Optional.ofNullable(scope);
  }

  int openDialogues() {
    return openDialogues;
  }

  @Override
  public Dialogue open(DialogueScope opened) {
    scope = opened;
    openDialogues++;
    return new Dialogue() {
      private boolean closed;

      @Override
      public Generation answer(AnswerRequest request, AnswerListener listener) {
        if (busy > 0) {
          busy--;
          throw new EngineBusyException(name(), 100);
        }
        Running running = new Running(request, listener, capacity().acquire());
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

  /** A question. */
  static final class Asked {
    private final AnswerRequest request;
    private final long atMs;
    private boolean wanted;

    Asked(AnswerRequest request, long atMs) {
      this.request = request;
      this.atMs = atMs;
      this.wanted = !request.tentative();
    }

    AnswerRequest request() {
      return request;
    }

    long atMs() {
      return atMs;
    }

    /** Whether the answer counted: it was no guess, or the guess was right. */
    boolean wanted() {
      return wanted;
    }
  }

  private final class Running implements Generation {
    private final Asked question;
    private final AnswerListener listener;
    private final Permit permit;
    private final List<AnswerStep> steps;
    private final boolean fromScript;
    private final Deque<String> words = new ArrayDeque<>();
    private long wordEveryMs = USUAL_WORD_MS;
    private int step;
    private int calls;
    private @Nullable String awaited;
    private boolean over;
    private boolean usedUp;

    Running(AnswerRequest request, AnswerListener listener, Permit permit) {
      this.question = new Asked(request, loop.nowMillis());
      this.listener = listener;
      this.permit = permit;
      asked.add(question);
      List<AnswerStep> fitting = byQuestion.get(request.text());
      this.fromScript = fitting == null && !script.isEmpty();
      this.steps = fitting != null ? fitting : fromScript ? script.remove() : USUAL;
    }

    void begin() {
      loop.schedule(steps.getFirst() instanceof AnswerStep.Waits ? 0 : USUAL_FIRST_MS, this::goOn);
    }

    private void goOn() {
      if (over || awaited != null) {
        return;
      }
      if (!words.isEmpty()) {
        listener.onText(words.remove());
        loop.schedule(wordEveryMs, this::goOn);
      } else if (step == steps.size()) {
        done();
      } else {
        take(steps.get(step++));
      }
    }

    private void take(AnswerStep next) {
      switch (next) {
        case AnswerStep.Says s -> {
          String separated = step > 1 ? " " + s.text() : s.text();
          words.addAll(List.of(separated.split("(?<= )(?=\\S)")));
          goOn();
        }
        case AnswerStep.Pace s -> {
          wordEveryMs = s.wordEveryMs();
          goOn();
        }
        case AnswerStep.Waits s -> loop.schedule(s.ms(), this::goOn);
        case AnswerStep.Calls s -> {
          awaited = "call_" + ++calls;
          listener.onToolCall(new ToolCall(awaited, s.tool(), "{}"));
        }
        case AnswerStep.Protects s -> {
          listener.onProtected(true);
          goOn();
        }
        case AnswerStep.StopsProtecting s -> {
          listener.onProtected(false);
          goOn();
        }
        case AnswerStep.SaysNothing s -> goOn();
        case AnswerStep.Fails s -> {
          usedUp = true;
          end();
          listener.onFailure(EngineException.failed(name(), new IllegalStateException("scenario")));
        }
        case AnswerStep.Stalls s -> {}
        case AnswerStep.EndsTwice s -> {
          done();
          listener.onDone();
        }
        case AnswerStep.TalksOn s -> {
          done();
          listener.onText(" still");
        }
      }
    }

    private void done() {
      end();
      listener.onDone();
    }

    @Override
    public void confirm() {
      question.wanted = true;
    }

    @Override
    public void toolResult(String callId, String result) {
      if (callId.equals(awaited)) {
        awaited = null;
        loop.execute(this::goOn);
      }
    }

    @Override
    public void cancel() {
      if (!usedUp && !question.wanted && fromScript) {
        script.addFirst(steps);
      }
      usedUp = true;
      end();
    }

    private void end() {
      over = true;
      permit.close();
    }
  }
}
