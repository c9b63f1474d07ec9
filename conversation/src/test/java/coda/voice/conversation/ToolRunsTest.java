package coda.voice.conversation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import coda.voice.engine.EngineException;
import coda.voice.engine.Tool;
import coda.voice.engine.Tool.ToolCall;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ToolRunsTest {
  private final List<String> told = new ArrayList<>();
  private final List<Tool.ToolListener> listeners = new ArrayList<>();
  private final Tool lamp =
      new Tool() {
        @Override
        public String name() {
          return "lamp";
        }

        @Override
        public String description() {
          return "Switches the lamp.";
        }

        @Override
        public String parameters() {
          return "{}";
        }

        @Override
        public boolean sideEffects() {
          return true;
        }

        @Override
        public void run(ToolCall call, ToolListener listener) {
          listeners.add(listener);
        }
      };
  private final ToolRuns runs =
      new ToolRuns(
          Runnable::run,
          List.of(lamp),
          new ToolRuns.Watcher() {
            @Override
            public void begun(String replyId, ToolCall call) {
              told.add("begun " + replyId + " " + call.callId());
            }

            @Override
            public void ended(
                String replyId, ToolCall call, String result, Optional<EngineException> failure) {
              told.add("ended " + replyId + " " + call.callId() + " " + failure.isEmpty());
            }
          });

  @Test
  void aCallRunsOnceAndEndsOnceHoweverOftenTheToolSaysSo() {
    runs.wanted("reply_1", new ToolCall("a", "lamp", "{\"on\":true}"), Optional.empty());
    runs.run("reply_1", "a");
    runs.run("reply_1", "a");
    listeners.forEach(
        listener -> {
          listener.onResult("on");
          listener.onResult("off");
          listener.onFailure(EngineException.failed("lamp", new IllegalStateException("late")));
        });

    assertThat(listeners).hasSize(1);
    assertThat(told).containsExactly("begun reply_1 a", "ended reply_1 a true");
    assertThat(runs.line("reply_1", "a")).isEqualTo("lamp({\"on\":true}) → on");
  }

  @Test
  void aToolThatDoesNotExistIsToldToTheModel() {
    runs.wanted("reply_1", new ToolCall("a", "oven", "{}"), Optional.empty());
    runs.run("reply_1", "a");

    assertThat(told).containsExactly("begun reply_1 a", "ended reply_1 a false");
    assertThat(runs.result("reply_1", "a")).isEqualTo("error: there is no tool 'oven'");
  }

  @Test
  void aToolThatFailsTellsTheModelNoSecrets() {
    runs.wanted("reply_1", new ToolCall("a", "lamp", "{}"), Optional.empty());
    runs.run("reply_1", "a");
    listeners
        .getFirst()
        .onFailure(EngineException.failed("lamp", new IllegalStateException("password")));

    assertThat(runs.result("reply_1", "a")).startsWith("error: ").doesNotContain("password");
  }

  @Test
  void aCallThatOutlivesItsAnswerIsStillRemembered() {
    runs.wanted("reply_1", new ToolCall("a", "lamp", "{}"), Optional.empty());
    runs.run("reply_1", "a");
    runs.answerIsOver("reply_1");
    listeners.getFirst().onResult("on");
    assertThat(runs.line("reply_1", "a")).isEqualTo("lamp({}) → on");
  }

  @Test
  void whatIsRememberedIsNotKeptWhenItsAnswerIsOver() {
    runs.wanted("reply_1", new ToolCall("a", "lamp", "{}"), Optional.empty());
    runs.run("reply_1", "a");
    listeners.getFirst().onResult("on");
    runs.answerIsOver("reply_1");
    assertThat(runs.line("reply_1", "a")).as("not remembered yet").isEqualTo("lamp({}) → on");
    runs.answerIsOver("reply_1");
    assertThatThrownBy(() -> runs.line("reply_1", "a")).isInstanceOf(IllegalStateException.class);
    listeners.getFirst().onResult("off");
    assertThat(told).as("told once").hasSize(2);
  }

  @Test
  void callsOfDifferentAnswersMayHaveTheSameName() {
    runs.wanted("reply_1", new ToolCall("a", "lamp", "{}"), Optional.empty());
    runs.wanted("reply_2", new ToolCall("a", "lamp", "{}"), Optional.empty());
    runs.run("reply_1", "a");
    runs.run("reply_2", "a");

    assertThat(listeners).hasSize(2);
  }
}
