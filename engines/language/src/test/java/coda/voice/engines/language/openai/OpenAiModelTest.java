package coda.voice.engines.language.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import coda.voice.engine.AnswerOptions;
import coda.voice.engine.AnswerOptions.ToolChoice;
import coda.voice.engine.AnswerOptions.ToolChoice.Use;
import coda.voice.engine.EngineException;
import coda.voice.engine.LanguageModel;
import coda.voice.engine.LanguageModel.AnswerRequest;
import coda.voice.engine.LanguageModel.Dialogue;
import coda.voice.engine.LanguageModel.Generation;
import coda.voice.engine.LanguageModel.Message;
import coda.voice.engine.LanguageModel.Role;
import coda.voice.engines.language.ModelTest;
import coda.voice.engines.language.PlainTool;
import coda.voice.testkit.conformance.AnswerRecorder;
import coda.voice.testkit.conformance.PlainScope;
import coda.voice.testkit.peers.chat.ScriptedAnswer;
import coda.voice.testkit.peers.openai.ScriptedOpenAi;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What only servers with OpenAI's interface have: keys, lists of models, arguments as text. */
class OpenAiModelTest extends ModelTest {
  private final ScriptedOpenAi server = new ScriptedOpenAi("qwen3-8b", "gemma3-4b");

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void shouldTakeTheFirstModelOfTheServer() {
    answer(warm(new OpenAiProvider(), "url", server.url()), "hello");
    assertThat(server.lastRequest().body().path("model").asText()).isEqualTo("qwen3-8b");
  }

  @Test
  void shouldNameTheModelsThereWhenTheConfiguredOneIsMissing() {
    LanguageModel model = cold(new OpenAiProvider(), "url", server.url(), "model", "gpt");
    assertThatThrownBy(model::warmUp).hasMessageContaining("qwen3-8b, gemma3-4b");
  }

  @Test
  void shouldShowTheKeyToTheServerOnly() {
    server.wantsKey("sk-very-secret");
    answer(warm(new OpenAiProvider(), "url", server.url(), "api_key", "sk-very-secret"), "hello");
    assertThat(server.lastRequest().header("authorization")).isEqualTo("Bearer sk-very-secret");

    LanguageModel wrong = cold(new OpenAiProvider(), "url", server.url(), "api_key", "sk-wrong");
    assertThatThrownBy(wrong::warmUp)
        .isInstanceOfSatisfying(
            EngineException.class, e -> assertThat(e.code()).isEqualTo("ENGINE_UNAUTHORIZED"))
        .hasMessageNotContaining("sk-wrong")
        .hasNoCause();
  }

  @Test
  void shouldWantAVariableThatExistsForTheKey() {
    assertThatThrownBy(
            () -> cold(new OpenAiProvider(), "url", server.url(), "api_key_env", "NO_SUCH_KEY_1"))
        .hasMessageContaining("NO_SUCH_KEY_1");
  }

  @Test
  void shouldWantAnAddress() {
    assertThat(new OpenAiProvider().availability(context()).reason())
        .contains("engines.openai.url");
    assertThatThrownBy(() -> cold(new OpenAiProvider())).hasMessageContaining("url");
  }

  @Test
  void shouldStayWithinTheWindowTheServerStates() {
    server.window(1_500);
    LanguageModel model = warm(new OpenAiProvider(), "url", server.url(), "summary", "false");
    List<Message> history = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      history.add(new Message(Role.USER, "question " + i + " about something of some length"));
      history.add(new Message(Role.ASSISTANT, "answer " + i + ", which is also not short at all"));
    }
    try (Dialogue dialogue = model.open(new PlainScope())) {
      AnswerRecorder answer = answer(dialogue, new AnswerRequest("and now?", history, true));
      assertThat(answer.failure()).isEmpty();
    }
    List<String> messages = server.lastRequest().messages();
    assertThat(messages.get(1)).startsWith("user: question ");
    assertThat(messages.getLast()).isEqualTo("user: and now?");
    assertThat(messages).contains("assistant: answer 99, which is also not short at all");
    assertThat(server.complaints()).isEmpty();
  }

  @Test
  void shouldSendFurtherFieldsWhenToldTo() {
    server.knows("chat_template_kwargs");
    LanguageModel model =
        warm(
            new OpenAiProvider(),
            "url",
            server.url(),
            "extra_body",
            "{\"chat_template_kwargs\":{\"enable_thinking\":false}}");
    answer(model, "hello");
    assertThat(
            server
                .lastRequest()
                .body()
                .path("chat_template_kwargs")
                .path("enable_thinking")
                .isBoolean())
        .isTrue();
  }

  @Test
  void shouldTellTheModelWhenItsArgumentsAreMalformed() {
    LanguageModel model = warm(new OpenAiProvider(), "url", server.url());
    server.next(
        ScriptedAnswer.empty().call("weather", "{\"city\": \"Köl"), ScriptedAnswer.says("Sorry."));
    try (Dialogue dialogue = model.open(new PlainScope())) {
      AnswerRecorder answer = answer(dialogue, new AnswerRequest("go", List.of(), true));
      assertThat(answer.text()).isEqualTo("Sorry.");
      assertThat(answer.calls()).isEmpty();
    }
    assertThat(server.lastRequest().messages().getLast())
        .startsWith("tool: error: the arguments are not a JSON object");
    assertThat(server.complaints()).isEmpty();
  }

  @Test
  void shouldRunTheGoodCallsBesideAMalformedOne() {
    LanguageModel model = warm(new OpenAiProvider(), "url", server.url());
    server.next(
        ScriptedAnswer.empty().call("a", "[1]").call("b", "").call("c", "{\"x\":1}"),
        ScriptedAnswer.says("Done."));
    try (Dialogue dialogue = model.open(new PlainScope())) {
      AnswerRecorder answer = new AnswerRecorder();
      Generation generation = dialogue.answer(new AnswerRequest("go", List.of(), true), answer);
      await().atMost(PATIENCE).until(() -> answer.calls().size() == 2);
      answer.calls().forEach(call -> generation.toolResult(call.callId(), call.tool()));
      await().atMost(PATIENCE).until(answer::over);
    }
    assertThat(server.lastRequest().messages()).contains("tool: b", "tool: c");
    assertThat(server.complaints()).isEmpty();
  }

  @Test
  void shouldFailRatherThanStaySilentWhenReasoningUsedUpTheTokens() {
    LanguageModel model = warm(new OpenAiProvider(), "url", server.url(), "thinking", "true");
    server.next(ScriptedAnswer.empty().think("Hm, let me see").finish("length"));
    assertThat(answer(model, "go").failure().orElseThrow()).hasMessageContaining("reasoning");
  }

  @Test
  void shouldNotRepeatWhatAServerQuotesOfTheConversation() {
    LanguageModel model = warm(new OpenAiProvider(), "url", server.url());
    server.next(
        ScriptedAnswer.refuses(422, "[{'type': 'missing', 'input': {'content': 'my secret'}}]"));
    assertThat(answer(model, "my secret").failure().orElseThrow())
        .hasMessageContaining("missing")
        .hasMessageNotContaining("my secret");
  }

  @Test
  void shouldTellWhatWasSaidWhenTheTokensAreUsedUp() {
    LanguageModel model = warm(new OpenAiProvider(), "url", server.url());
    server.next(ScriptedAnswer.says("A long ", "story").finish("length"));
    assertThat(answer(model, "go").text()).isEqualTo("A long story");
  }

  @Test
  void shouldTellEveryModelThatItIsHeardAndWhatHasBeenSaid() {
    LanguageModel model =
        warm(
            new OpenAiProvider(), "url", server.url(), "system_prompt_extra", "Your name is Coda.");
    List<Message> history = List.of(new Message(Role.ASSISTANT, "Good morning!"));
    try (Dialogue dialogue = model.open(new PlainScope())) {
      answer(dialogue, new AnswerRequest("hello", history, true));
    }
    assertThat(server.lastRequest().messages().getFirst())
        .contains("spoken aloud")
        .contains("Your name is Coda.")
        .contains("Monday, 23 November 2026, 15:15")
        .contains("Good morning!");
    assertThat(server.lastRequest().messages()).hasSize(2);
  }

  @ParameterizedTest
  @CsvSource({"AUTO,'',false", "NONE,'',false", "REQUIRED,'',true", "NAMED,lamp,true"})
  void shouldSayOnTheWireThatAToolMustBeCalled(Use use, String tool, boolean must) {
    LanguageModel model = warm(new OpenAiProvider(), "url", server.url());
    try (Dialogue dialogue = model.open(new PlainScope())) {
      answer(dialogue, asking(new ToolChoice(use, tool), OptionalInt.empty()));
    }
    String choice = server.lastRequest().body().path("tool_choice").asText();
    assertThat(choice.equals("required")).isEqualTo(must);
    assertThat(server.complaints()).isEmpty();
  }

  @Test
  void shouldMakeAModelCallAToolInTheFirstRoundOnly() {
    LanguageModel model = warm(new OpenAiProvider(), "url", server.url());
    server.next(ScriptedAnswer.empty().call("clock", "{}"), ScriptedAnswer.says("Noon."));
    try (Dialogue dialogue = model.open(new PlainScope())) {
      AnswerRecorder answer = new AnswerRecorder();
      Generation generation =
          dialogue.answer(asking(new ToolChoice(Use.REQUIRED, ""), OptionalInt.empty()), answer);
      await().atMost(PATIENCE).until(() -> !answer.calls().isEmpty());
      generation.toolResult(answer.calls().getFirst().callId(), "noon");
      await().atMost(PATIENCE).until(answer::over);
      assertThat(answer.text()).isEqualTo("Noon.");
    }
    assertThat(server.lastRequest().body().path("tool_choice").asText()).isNotEqualTo("required");
  }

  @ParameterizedTest
  @CsvSource({"20,20", "5000,512"})
  void shouldAskForAtMostSoManyTokensAndNeverMoreThanItsOwnLimit(int wanted, int sent) {
    LanguageModel model = warm(new OpenAiProvider(), "url", server.url());
    try (Dialogue dialogue = model.open(new PlainScope())) {
      answer(dialogue, asking(ToolChoice.AUTO, OptionalInt.of(wanted)));
    }
    assertThat(server.lastRequest().body().path("max_tokens").asInt()).isEqualTo(sent);
  }

  private static AnswerRequest asking(ToolChoice choice, OptionalInt maxTokens) {
    return new AnswerRequest(
        "go",
        List.of(),
        false,
        false,
        List.of(new PlainTool("clock"), new PlainTool("lamp")),
        new AnswerOptions(Optional.empty(), choice, maxTokens));
  }
}
