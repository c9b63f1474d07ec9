package coda.voice.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import coda.voice.conversation.AnswerSettings;
import coda.voice.conversation.ReplyRequest;
import coda.voice.conversation.SessionNotice.NotInterruptible;
import coda.voice.conversation.SessionNotice.Outcome;
import coda.voice.conversation.SessionNotice.ReplyEnded;
import coda.voice.conversation.SessionNotice.ToolBegan;
import coda.voice.conversation.SessionNotice.ToolEnded;
import coda.voice.conversation.SessionNotice.ToolHandedOver;
import coda.voice.conversation.ToolFailure;
import coda.voice.engine.AnswerOptions;
import coda.voice.engine.LanguageModel.Message;
import coda.voice.engine.LanguageModel.Role;
import coda.voice.engine.Tool;
import coda.voice.engine.Tool.ToolCall;
import coda.voice.engine.Tool.ToolListener;
import coda.voice.engine.ToolServerException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Tools that an answer has besides the server's own, and that the session runs. */
class OwnToolsTest {
  private static final List<Message> ASKED = List.of(new Message(Role.USER, "How is it?"));

  private final VirtualSession s = new VirtualSession();
  private final List<ToolListener> running = new ArrayList<>();

  private Tool tool(boolean sideEffects, boolean byClient) {
    return new Tool() {
      @Override
      public String name() {
        return "weather";
      }

      @Override
      public String description() {
        return "Looks at the sky.";
      }

      @Override
      public String parameters() {
        return "{}";
      }

      @Override
      public boolean sideEffects() {
        return sideEffects;
      }

      @Override
      public boolean byClient() {
        return byClient;
      }

      @Override
      public void run(ToolCall call, ToolListener listener) {
        running.add(listener);
      }
    };
  }

  private ReplyRequest request(Tool tool) {
    s.model.callsFirst(new ToolCall("c1", "weather", "{\"city\":\"Paris\"}")).answers("It rains.");
    return new ReplyRequest(
        "r1",
        new AnswerSettings(AnswerOptions.NONE, List.of(tool), false, Optional.empty()),
        Optional.of(ASKED));
  }

  @Test
  void shouldRunAToolOfTheAnswerAndGoOnWithItsResult() {
    s.session.respond(request(tool(false, false)));
    s.nothingArrives(200);
    running.getFirst().onResult("rain");
    s.nothingArrives(1_000);

    assertThat(s.told(ToolBegan.class))
        .extracting(ToolBegan::tool, ToolBegan::arguments)
        .containsExactly(org.assertj.core.groups.Tuple.tuple("weather", "{\"city\":\"Paris\"}"));
    assertThat(s.told(ToolEnded.class))
        .singleElement()
        .satisfies(
            ended -> {
              assertThat(ended.worked()).isTrue();
              assertThat(ended.result()).isEqualTo("rain");
            });
    assertThat(s.model.results()).containsExactly("rain");
    assertThat(s.told(ReplyEnded.class)).extracting(ReplyEnded::text).containsExactly("It rains.");
    assertThat(s.told(ToolHandedOver.class)).isEmpty();
  }

  @Test
  void shouldTellTheModelAndTheFrontDoorWhyAToolFailed() {
    s.session.respond(request(tool(false, false)));
    s.nothingArrives(200);
    running.getFirst().onFailure(ToolServerException.failed("no sky"));
    s.nothingArrives(1_000);

    assertThat(s.model.results()).containsExactly("error: no sky");
    assertThat(s.told(ToolEnded.class).getFirst().failure())
        .contains(ToolFailure.of(ToolServerException.failed("no sky")));
  }

  @Test
  void shouldNotInterruptAnAnswerWhoseToolChangesSomething() {
    s.session.respond(request(tool(true, false)));
    s.nothingArrives(200);
    s.session.interrupt();
    s.nothingArrives(20);

    assertThat(s.told(NotInterruptible.class)).hasSize(1);
    running.getFirst().onResult("sent");
    s.nothingArrives(1_000);
    assertThat(s.told(ReplyEnded.class).getFirst().outcome()).isEqualTo(Outcome.COMPLETED);
  }

  @Test
  void shouldRememberTheResultOfACallThatOutlivesItsAnswer() {
    s.session.respond(request(tool(false, false)));
    s.nothingArrives(200);
    s.session.interrupt();
    running.getFirst().onResult("rain");
    s.session.respond(new ReplyRequest("r2", AnswerSettings.USUAL, Optional.empty()));
    s.nothingArrives(1_000);

    assertThat(s.told(ReplyEnded.class).getFirst().outcome()).isEqualTo(Outcome.CANCELLED);
    assertThat(s.model.asked().getLast().history())
        .contains(new Message(Role.TOOL, "weather({\"city\":\"Paris\"}) → rain"));
  }

  @Test
  void shouldRunToolsOfAnAnswerBesideTheConversationAndRememberNothing() {
    s.session.respondAside(request(tool(false, false)));
    s.nothingArrives(200);
    running.getFirst().onResult("rain");
    s.nothingArrives(1_000);
    s.session.respond(new ReplyRequest("r2", AnswerSettings.USUAL, Optional.empty()));
    s.nothingArrives(1_000);

    assertThat(s.told(ReplyEnded.class).getFirst().text()).isEqualTo("It rains.");
    assertThat(s.told(ToolEnded.class)).hasSize(1);
    assertThat(s.model.asked().getLast().history()).isEmpty();
  }

  @Test
  void shouldHandOverToolsOfTheClient() {
    s.session.respond(request(tool(false, true)));
    s.nothingArrives(1_000);

    assertThat(running).isEmpty();
    assertThat(s.told(ToolHandedOver.class)).hasSize(1);
    assertThat(s.told(ReplyEnded.class).getFirst().outcome()).isEqualTo(Outcome.COMPLETED);
  }
}
