package coda.voice.engines.language.chat;

import static org.assertj.core.api.Assertions.assertThat;

import coda.voice.engine.LanguageModel.Message;
import coda.voice.engine.LanguageModel.Role;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.data.message.UserMessage;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** What fits is kept, in an order every chat template accepts. */
class ContextWindowTest {
  @Test
  void shouldKeepEverythingThatFits() {
    assertThat(ContextWindow.begin(talk(10), 10_000)).isZero();
  }

  @Test
  void shouldLetLinesFallOutInGroupsSoThatTheBeginningStays() {
    List<Message> talk = talk(60);
    int tokens = 60 * TokenEstimate.of(talk.getFirst().text()) / 2;
    List<Integer> begins =
        IntStream.range(40, 48)
            .mapToObj(lines -> ContextWindow.begin(talk.subList(0, lines), tokens))
            .distinct()
            .toList();
    assertThat(begins).hasSizeLessThanOrEqualTo(2).allMatch(begin -> begin > 0);
  }

  @Property
  void shouldNeverExceedTheRoomAndBeginWithTheUser(
      @ForAll("histories") List<Message> history, @ForAll @IntRange(max = 600) int tokens) {
    int begin = ContextWindow.begin(history, tokens);
    List<Message> kept = history.subList(begin, history.size());
    assertThat(kept.stream().mapToInt(line -> TokenEstimate.of(line.text())).sum())
        .isLessThanOrEqualTo(tokens);
    if (begin > 0 && begin < history.size()) {
      assertThat(kept.getFirst().role()).isEqualTo(Role.USER);
    }
  }

  @Property
  void shouldKeepTheOrderThatChatTemplatesDemand(
      @ForAll("histories") List<Message> history, @ForAll boolean tools) {
    List<ChatMessage> messages = HistoryMessages.of(history, "now", tools);
    assertThat(messages.getFirst()).isInstanceOf(UserMessage.class);
    assertThat(messages.getLast()).isInstanceOf(UserMessage.class);
    int results = 0;
    for (int i = 0; i < messages.size(); i++) {
      ChatMessage message = messages.get(i);
      if (message instanceof ToolExecutionResultMessage) {
        results--;
      } else {
        assertThat(results).isZero();
        if (i > 0) {
          assertThat(message.type()).isNotEqualTo(messages.get(i - 1).type());
        }
      }
      if (message instanceof AiMessage ai && ai.hasToolExecutionRequests()) {
        results += ai.toolExecutionRequests().size();
      }
      assertThat(results).isNotNegative();
    }
  }

  @Provide
  Arbitrary<List<Message>> histories() {
    Arbitrary<Role> roles = Arbitraries.of(Role.class);
    Arbitrary<String> texts =
        Arbitraries.of("yes", "a longer line of what somebody said", "  ", "f({}) → 1", "f() → ");
    return Combinators.combine(roles, texts).as(Message::new).list().ofMaxSize(60);
  }

  private static List<Message> talk(int lines) {
    return IntStream.range(0, lines)
        .mapToObj(i -> new Message(i % 2 == 0 ? Role.USER : Role.ASSISTANT, "some line of words"))
        .toList();
  }
}
