package coda.voice.engines.language.other;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import coda.voice.engine.EngineException;
import coda.voice.engine.LanguageModel;
import coda.voice.engine.LanguageModel.AnswerRequest;
import coda.voice.engine.LanguageModel.Dialogue;
import coda.voice.engine.LanguageModel.Generation;
import coda.voice.engines.language.ModelTest;
import coda.voice.testkit.conformance.AnswerRecorder;
import coda.voice.testkit.conformance.PlainScope;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Models that are brought along. */
class LangChain4jProviderTest extends ModelTest {
  @Test
  void shouldUseTheFactoryOnTheClassPath() {
    LanguageModel model = warm(new LangChain4jProvider(), "builder.word", "echo");
    assertThat(answer(model, "hello").text()).isEqualTo("echo hello");
    assertThat(new LangChain4jProvider().availability(context()).reason()).contains("echo");
  }

  @Test
  void shouldCancelThroughTheHandleOfAModelThatBringsItsOwnConnections() {
    LanguageModel model = warm(new LangChain4jProvider(), "factory", "echo");
    try (Dialogue dialogue = model.open(new PlainScope())) {
      AnswerRecorder answer = new AnswerRecorder();
      Generation generation =
          dialogue.answer(new AnswerRequest("for ever", List.of(), true), answer);
      await().atMost(PATIENCE).until(() -> !answer.text().isEmpty());
      generation.cancel();
      await().atMost(PATIENCE).until(EchoFactory.CANCELLED::get);
      assertThat(answer.over()).isFalse();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "class, no.such.Model, class path",
    "class, java.lang.String, StreamingChatModel",
    "factory, nobody, echo",
    "builders.word, echo, builders.word",
  })
  void shouldSayWhatIsWrong(String key, String value, String hint) {
    assertThatThrownBy(() -> cold(new LangChain4jProvider(), key, value))
        .isInstanceOfSatisfying(
            EngineException.class, e -> assertThat(e.code()).isEqualTo("ENGINE_SETTING_INVALID"))
        .hasMessageContaining(hint);
  }

  @ParameterizedTest
  @CsvSource({
    "builder.modelNme, x, modelName",
    "builder.temperature, sk-secret, temperature must be a double",
    "builder.logRequests, maybe, boolean",
  })
  void shouldSayWhichSettingsABuilderHas(String key, String value, String hint) {
    assertThatThrownBy(
            () ->
                cold(
                    new LangChain4jProvider(),
                    "class",
                    "dev.langchain4j.model.openai.OpenAiStreamingChatModel",
                    key,
                    value))
        .hasMessageContaining(hint)
        .hasMessageNotContaining("sk-secret");
  }
}
