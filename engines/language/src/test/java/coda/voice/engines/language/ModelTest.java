package coda.voice.engines.language;

import static org.awaitility.Awaitility.await;

import coda.voice.engine.EngineContext;
import coda.voice.engine.EngineProvider;
import coda.voice.engine.LanguageModel;
import coda.voice.engine.LanguageModel.AnswerRequest;
import coda.voice.engine.LanguageModel.Dialogue;
import coda.voice.engine.gpu.GpuLedger;
import coda.voice.testkit.conformance.AnswerRecorder;
import coda.voice.testkit.conformance.PlainScope;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;

/** Opens models for tests and closes them. */
public abstract class ModelTest {
  protected static final Duration PATIENCE = Duration.ofSeconds(30);

  /** Deadlines that no test meets by accident. */
  private static final List<String> PATIENT =
      List.of("first_token_ms", "30000", "stall_ms", "30000");

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final List<LanguageModel> open = new ArrayList<>();

  @AfterEach
  final void closeModels() {
    open.forEach(LanguageModel::close);
    threads.shutdownNow();
  }

  protected final EngineContext context(String... keysAndValues) {
    Map<String, String> settings = new HashMap<>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      settings.put(keysAndValues[i], keysAndValues[i + 1]);
    }
    return new EngineContext(settings, threads, threads, cards());
  }

  /** The graphics cards of the machine. */
  protected GpuLedger cards() {
    return GpuLedger.none("none in this test");
  }

  protected final LanguageModel cold(
      EngineProvider<LanguageModel> provider, String... keysAndValues) {
    List<String> settings = new ArrayList<>(PATIENT);
    settings.addAll(List.of(keysAndValues));
    LanguageModel model = provider.open(context(settings.toArray(String[]::new)));
    open.add(model);
    return model;
  }

  protected final LanguageModel warm(
      EngineProvider<LanguageModel> provider, String... keysAndValues) {
    LanguageModel model = cold(provider, keysAndValues);
    model.warmUp();
    return model;
  }

  /** Asks in a dialogue of its own and waits for the end. */
  protected final AnswerRecorder answer(LanguageModel model, String text) {
    try (Dialogue dialogue = model.open(new PlainScope())) {
      return answer(dialogue, new AnswerRequest(text, List.of(), true));
    }
  }

  /** Asks and waits for the end. */
  protected final AnswerRecorder answer(Dialogue dialogue, AnswerRequest request) {
    AnswerRecorder answer = new AnswerRecorder();
    var unused = dialogue.answer(request, answer);
    await().atMost(PATIENCE).until(answer::over);
    return answer;
  }
}
