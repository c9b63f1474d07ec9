package coda.voice.engines.language.ollama;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import coda.voice.engine.AnswerOptions;
import coda.voice.engine.AnswerOptions.ToolChoice;
import coda.voice.engine.AnswerOptions.ToolChoice.Use;
import coda.voice.engine.EngineContext;
import coda.voice.engine.EngineException;
import coda.voice.engine.LanguageModel;
import coda.voice.engine.LanguageModel.AnswerRequest;
import coda.voice.engine.LanguageModel.Dialogue;
import coda.voice.engines.language.ModelTest;
import coda.voice.engines.language.PlainTool;
import coda.voice.testkit.conformance.PlainScope;
import coda.voice.testkit.peers.ollama.ScriptedOllama;
import coda.voice.testkit.peers.ollama.ScriptedOllama.Model;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What only Ollama has: its models, and how long they stay in memory. */
class OllamaModelTest extends ModelTest {
  private ScriptedOllama ollama = ScriptedOllama.withOneModel();

  @AfterEach
  void close() {
    ollama.close();
  }

  private void has(Model... models) {
    ollama.close();
    ollama = new ScriptedOllama(models);
  }

  @Test
  void shouldTakeTheFirstModelThatCanChat() {
    has(
        Model.named("nomic-embed-text:latest").that("embedding"),
        Model.named("qwen3:8b").that("completion", "tools", "thinking"));
    LanguageModel model = warm(new OllamaProvider(), "url", ollama.url());
    answer(model, "hello");
    assertThat(ollama.lastRequest().body().path("model").asText()).isEqualTo("qwen3:8b");
    assertThat(ollama.complaints()).isEmpty();
  }

  @Test
  void shouldFindAModelWithoutItsTag() {
    warm(new OllamaProvider(), "url", ollama.url(), "model", "llama3.2");
    assertThat(ollama.loaded()).containsExactly("llama3.2:latest");
  }

  @Test
  void shouldNameTheModelsThereWhenTheConfiguredOneIsMissing() {
    LanguageModel model = cold(new OllamaProvider(), "url", ollama.url(), "model", "mistral");
    assertThatThrownBy(model::warmUp)
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("llama3.2:latest")
        .hasMessageContaining("ollama pull mistral");
  }

  @Test
  void shouldSayWhenThereIsNoModelAtAll() {
    has();
    LanguageModel model = cold(new OllamaProvider(), "url", ollama.url());
    assertThatThrownBy(model::warmUp).hasMessageContaining("ollama pull");
    assertThat(new OllamaProvider().availability(context("url", ollama.url())).available())
        .isFalse();
  }

  @Test
  void shouldSayHowToStartOllamaWhenItIsNotThere() {
    ollama.close();
    LanguageModel model = cold(new OllamaProvider(), "url", ollama.url());
    assertThatThrownBy(model::warmUp)
        .isInstanceOfSatisfying(
            EngineException.class, e -> assertThat(e.code()).isEqualTo("ENGINE_UNAVAILABLE"))
        .hasMessageContaining("ollama serve");
    assertThat(new OllamaProvider().availability(context("url", ollama.url())).reason())
        .contains("ollama serve");
  }

  @Test
  void shouldSayWhatIsThereWhenAskedForItsAvailability() {
    assertThat(new OllamaProvider().availability(context("url", ollama.url())).reason())
        .contains("llama3.2:latest");
  }

  @Test
  void shouldLoadTheModelWithTheWindowItWillBeAskedWith() {
    ollama.loadsIn(300);
    LanguageModel model = warm(new OllamaProvider(), "url", ollama.url(), "keep_alive", "1h30m");
    assertThat(ollama.generated().getFirst().path("keep_alive").asInt()).isEqualTo(5400);
    answer(model, "hello");
    assertThat(ollama.lastRequest().body().path("options").path("num_ctx").asInt())
        .isEqualTo(OllamaUpstream.USUAL_CONTEXT);
    assertThat(ollama.lastRequest().body().path("keep_alive").asInt()).isEqualTo(5400);
    assertThat(ollama.complaints()).isEmpty();
  }

  @Test
  void shouldAskForAnotherWindowAndTemperatureWhenConfigured() {
    LanguageModel model =
        warm(
            new OllamaProvider(),
            "url",
            ollama.url(),
            "context_tokens",
            "2048",
            "temperature",
            "0.3",
            "max_tokens",
            "100");
    answer(model, "hello");
    var options = ollama.lastRequest().body().path("options");
    assertThat(options.path("num_ctx").asInt()).isEqualTo(2048);
    assertThat(options.path("temperature").asDouble()).isEqualTo(0.3);
    assertThat(options.path("num_predict").asInt()).isEqualTo(100);
  }

  @Test
  void shouldForbidThinkingToModelsThatCould() {
    has(Model.named("qwen3:8b").that("completion", "tools", "thinking"));
    LanguageModel model = warm(new OllamaProvider(), "url", ollama.url());
    answer(model, "hello");
    assertThat(ollama.lastRequest().body().path("think").isBoolean()).isTrue();
    assertThat(ollama.lastRequest().body().path("think").asBoolean()).isFalse();
  }

  @Test
  void shouldKeepTheModelLoadedWhenThatIsWanted() {
    warm(new OllamaProvider(), "url", ollama.url(), "keep_alive", "1s", "keep_loaded", "true");
    await().atMost(PATIENCE).until(() -> ollama.generated().size() >= 3);
  }

  @Test
  void shouldFindTheModelWhenOllamaComesLaterThanTheFirstQuestion() {
    LanguageModel model = cold(new OllamaProvider(), "url", ollama.url());
    assertThat(answer(model, "hello").text()).isEqualTo("Yes.");
    assertThat(model.health().usable()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "keep_alive, soon",
    "keep_alive, 99999h",
    "url, localhost:11434",
    "url, http://user:secret@localhost",
    "temperature, hot",
    "temperature, 3",
    "thinking, maybe",
    "first_token_ms, 0",
    "contex_tokens, 4096",
  })
  void shouldRefuseSettingsThatMakeNoSense(String key, String value) {
    EngineContext context = context(key, value);
    assertThatThrownBy(() -> new OllamaProvider().open(context))
        .isInstanceOfSatisfying(
            EngineException.class, e -> assertThat(e.code()).isEqualTo("ENGINE_SETTING_INVALID"))
        .hasMessageContaining(key)
        .hasMessageNotContaining("secret");
  }

  @Test
  void shouldSayWhatTheModelTakesInMemoryAndLetItGo() {
    try (OllamaResidency residency = new OllamaResidency(context("url", ollama.url()))) {
      assertThat(residency.bytes()).isZero();
      assertThat(residency.release()).isFalse();

      warm(new OllamaProvider(), "url", ollama.url());
      assertThat(residency.bytes()).isEqualTo(2_500_000_000L);
      assertThat(residency.totalBytes()).isEqualTo(3_000_000_000L);

      assertThat(residency.release()).isTrue();
      assertThat(residency.bytes()).isZero();
      assertThat(ollama.loaded()).isEmpty();
    }
  }

  @Test
  void shouldNotPretendToHaveLetGoOfAnythingWithoutOllama() {
    ollama.close();
    try (OllamaResidency residency = new OllamaResidency(context("url", ollama.url()))) {
      assertThat(residency.release()).isFalse();
      assertThatThrownBy(residency::bytes).isInstanceOf(EngineException.class);
    }
  }

  @ParameterizedTest
  @CsvSource({"20,20", "5000,512"})
  void shouldAskForAtMostSoManyTokensAndNeverMoreThanItsOwnLimit(int wanted, int sent) {
    LanguageModel model = warm(new OllamaProvider(), "url", ollama.url());
    try (Dialogue dialogue = model.open(new PlainScope())) {
      answer(
          dialogue,
          new AnswerRequest(
              "go",
              List.of(),
              false,
              false,
              List.of(),
              new AnswerOptions(Optional.empty(), ToolChoice.AUTO, OptionalInt.of(wanted))));
    }
    assertThat(ollama.lastRequest().body().path("options").path("num_predict").asInt())
        .isEqualTo(sent);
  }

  @ParameterizedTest
  @CsvSource({"AUTO,'',false", "NONE,'',false", "REQUIRED,'',true", "NAMED,lamp,true"})
  void shouldSayInWordsThatAToolMustBeCalled(Use use, String tool, boolean must) {
    LanguageModel model = warm(new OllamaProvider(), "url", ollama.url());
    try (Dialogue dialogue = model.open(new PlainScope())) {
      answer(
          dialogue,
          new AnswerRequest(
              "go",
              List.of(),
              false,
              false,
              List.of(new PlainTool("clock"), new PlainTool("lamp")),
              new AnswerOptions(Optional.empty(), new ToolChoice(use, tool), OptionalInt.empty())));
    }
    assertThat(ollama.lastRequest().messages().getFirst().contains("call the tool"))
        .isEqualTo(must);
    assertThat(ollama.complaints()).isEmpty();
  }
}
