package coda.voice.engines.language.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import coda.voice.engine.LanguageModel;
import coda.voice.engine.LanguageModel.AnswerRequest;
import coda.voice.engine.LanguageModel.Dialogue;
import coda.voice.engine.LanguageModel.Message;
import coda.voice.engine.LanguageModel.Role;
import coda.voice.engines.language.ModelTest;
import coda.voice.engines.language.ollama.OllamaProvider;
import coda.voice.testkit.conformance.AnswerRecorder;
import coda.voice.testkit.conformance.PlainScope;
import coda.voice.testkit.peers.chat.ScriptedAnswer;
import coda.voice.testkit.peers.chat.SeenRequest;
import coda.voice.testkit.peers.ollama.ScriptedOllama;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What no longer fits the window is remembered, and never in the way of an answer. */
class RecollectionTest extends ModelTest {
  private static final String SUMMARY = "The user is called Ada and likes tea.";

  private final ScriptedOllama ollama = ScriptedOllama.withOneModel();

  @AfterEach
  void close() {
    ollama.close();
  }

  private LanguageModel model(String... more) {
    List<String> settings =
        new ArrayList<>(List.of("url", ollama.url(), "context_tokens", "1300", "max_tokens", "64"));
    settings.addAll(List.of(more));
    return warm(new OllamaProvider(), settings.toArray(String[]::new));
  }

  private static List<Message> talk(int turns) {
    List<Message> talk = new ArrayList<>();
    for (int i = 0; i < turns; i++) {
      talk.add(new Message(Role.USER, "This is what the user said in turn number " + i));
      talk.add(new Message(Role.ASSISTANT, "And that is the answer to turn number " + i));
    }
    return talk;
  }

  private boolean isSummary(SeenRequest request) {
    return request.messages().getFirst().contains("You keep the memory");
  }

  private long summaries() {
    return ollama.requests().stream().filter(this::isSummary).count();
  }

  @Test
  void shouldSummariseWhatFallsOutAndTellTheModelNextTime() {
    try (Dialogue dialogue = model().open(new PlainScope())) {
      ollama.next(ScriptedAnswer.says("Yes."), ScriptedAnswer.says("<think>hm</think>", SUMMARY));
      answer(dialogue, new AnswerRequest("and?", talk(30), true));
      await().atMost(PATIENCE).until(() -> summaries() == 1);
      String asked = ollama.lastRequest().messages().getLast();
      assertThat(asked).contains("User: This is what the user said in turn number 0");
      assertThat(asked).doesNotContain("turn number 29");

      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () -> {
                answer(dialogue, new AnswerRequest("and?", talk(30), true));
                assertThat(ollama.lastRequest().messages().getFirst()).contains(SUMMARY);
              });
      assertThat(summaries()).as("what is covered is not summarised again").isEqualTo(1);
      assertThat(ollama.complaints()).isEmpty();
    }
  }

  @Test
  void shouldCarryTheOldSummaryIntoTheNext() {
    try (Dialogue dialogue = model().open(new PlainScope())) {
      ollama.next(ScriptedAnswer.says("Yes."), ScriptedAnswer.says(SUMMARY));
      answer(dialogue, new AnswerRequest("and?", talk(30), true));
      await().atMost(PATIENCE).until(() -> summaries() == 1);
      await()
          .atMost(PATIENCE)
          .until(
              () -> {
                answer(dialogue, new AnswerRequest("and?", talk(40), true));
                return summaries() == 2;
              });
      String asked =
          ollama.requests().stream()
              .filter(this::isSummary)
              .toList()
              .getLast()
              .messages()
              .getLast();
      assertThat(asked).contains("Earlier memory: " + SUMMARY).doesNotContain("turn number 0\n");
    }
  }

  @Test
  void shouldGiveWayToAnAnswer() {
    try (Dialogue dialogue = model("permits", "1").open(new PlainScope())) {
      ollama.next(ScriptedAnswer.says("Yes."), ScriptedAnswer.empty().hold());
      answer(dialogue, new AnswerRequest("and?", talk(30), true));
      await().atMost(PATIENCE).until(() -> summaries() == 1);
      SeenRequest summary = ollama.lastRequest();

      ollama.next(ScriptedAnswer.says("At once."));
      AnswerRecorder answer = answer(dialogue, new AnswerRequest("and?", talk(2), true));
      assertThat(answer.text()).isEqualTo("At once.");
      await().atMost(PATIENCE).until(summary::aborted);
    }
  }

  @Test
  void shouldGoOnWithoutASummaryWhenItFails() {
    try (Dialogue dialogue = model().open(new PlainScope())) {
      ollama.next(ScriptedAnswer.says("Yes."), ScriptedAnswer.refuses(500, "out of memory"));
      answer(dialogue, new AnswerRequest("and?", talk(30), true));
      await().atMost(PATIENCE).until(() -> summaries() == 1);
      AnswerRecorder answer = answer(dialogue, new AnswerRequest("and?", talk(30), true));
      assertThat(answer.text()).isEqualTo("Yes.");
    }
  }

  @Test
  void shouldStopSummarisingWhenTheConversationIsOver() {
    LanguageModel model = model();
    try (Dialogue dialogue = model.open(new PlainScope())) {
      ollama.next(ScriptedAnswer.says("Yes."), ScriptedAnswer.empty().hold());
      answer(dialogue, new AnswerRequest("and?", talk(30), true));
      await().atMost(PATIENCE).until(() -> summaries() == 1);
    }
    await().atMost(PATIENCE).until(() -> ollama.lastRequest().aborted());
    await().atMost(PATIENCE).until(() -> model.capacity().inUse() == 0);
  }

  @Test
  void shouldNotSummariseWhenToldNotTo() {
    try (Dialogue dialogue = model("summary", "false").open(new PlainScope())) {
      answer(dialogue, new AnswerRequest("and?", talk(30), true));
      answer(dialogue, new AnswerRequest("and?", talk(30), true));
    }
    assertThat(summaries()).isZero();
  }
}
