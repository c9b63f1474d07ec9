package coda.voice.gateway.realtime;

import coda.voice.engine.Capacity;
import coda.voice.engine.DialogueScope;
import coda.voice.engine.LanguageModel;
import coda.voice.engine.LightEngine;
import coda.voice.engine.Tool;
import coda.voice.engine.Tool.ToolCall;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A model that calls the tool it is told to: "call NAME ARGUMENTS". What the tool gives it repeats.
 * When nothing is asked, it repeats the last line of the history.
 */
final class ObedientModel extends LightEngine implements LanguageModel {
  private final boolean callsTools;
  private final List<AnswerRequest> asked = new CopyOnWriteArrayList<>();

  ObedientModel(boolean callsTools) {
    super("obedient", new Capacity("obedient", 100));
    this.callsTools = callsTools;
  }

  List<AnswerRequest> asked() {
    return List.copyOf(asked);
  }

  @Override
  public boolean callsTools() {
    return callsTools;
  }

  @Override
  public Dialogue open(DialogueScope scope) {
    return new Dialogue() {
      @Override
      public Generation answer(AnswerRequest request, AnswerListener listener) {
        asked.add(request);
        Answer answer = new Answer(listener, capacity().acquire());
        Thread.ofVirtual().start(() -> answer.begin(request));
        return answer;
      }

      @Override
      public void close() {
        // nothing is kept
      }
    };
  }

  private record Answer(AnswerListener listener, Capacity.Permit permit, AtomicBoolean over)
      implements Generation {
    Answer(AnswerListener listener, Capacity.Permit permit) {
      this(listener, permit, new AtomicBoolean());
    }

    void begin(AnswerRequest request) {
      String[] words = request.text().split(" ", 3);
      if (!words[0].equals("call")) {
        say(
            request.text().isEmpty() && !request.history().isEmpty()
                ? request.history().getLast().text()
                : "You said " + request.text() + ".");
        return;
      }
      List<Tool> named =
          request.tools().stream().filter(tool -> tool.name().equals(words[1])).toList();
      if (named.isEmpty()) {
        say("I only have " + request.tools().stream().map(Tool::name).toList() + ".");
        return;
      }
      listener.onToolCall(new ToolCall("call_0", words[1], words[2]));
      if (named.getFirst().byClient()) {
        end();
      }
    }

    private void say(String text) {
      if (!over.get()) {
        listener.onText(text);
        end();
      }
    }

    private void end() {
      if (!over.getAndSet(true)) {
        permit.close();
        listener.onDone();
      }
    }

    @Override
    public void toolResult(String callId, String result) {
      Thread.ofVirtual().start(() -> say("It says: " + result));
    }

    @Override
    public void cancel() {
      if (!over.getAndSet(true)) {
        permit.close();
      }
    }
  }
}
