package coda.voice.testkit.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import coda.voice.engine.AnswerOptions;
import coda.voice.engine.AnswerOptions.ToolChoice;
import coda.voice.engine.AnswerOptions.ToolChoice.Use;
import coda.voice.engine.EngineContext;
import coda.voice.engine.LanguageModel;
import coda.voice.engine.LanguageModel.AnswerRequest;
import coda.voice.engine.LanguageModel.Dialogue;
import coda.voice.engine.LanguageModel.Generation;
import coda.voice.engine.LanguageModel.Message;
import coda.voice.engine.LanguageModel.Role;
import coda.voice.testkit.conformance.AnswerRecorder.Told;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What every language model must do, embedded or not. A subclass opens its engine; each test has an
 * engine of its own.
 */
public abstract class LanguageModelConformance {
  /** Nothing here takes as long, on however busy a machine. */
  protected static final Duration PATIENCE = Duration.ofSeconds(30);

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  /** The engine under test, warm. */
  protected LanguageModel model;

  /** For subclasses. */
  @SuppressWarnings("NullAway.Init") // opened before each test
  protected LanguageModelConformance() {}

  /**
   * Opens the engine with its usual settings; {@link LanguageModel#warmUp} follows.
   *
   * @param context with threads and without settings
   */
  protected abstract LanguageModel open(EngineContext context);

  /**
   * A context with settings.
   *
   * @param settings of the engine
   */
  protected final EngineContext context(Map<String, String> settings) {
    return new EngineContext(settings, threads, threads);
  }

  @BeforeEach
  final void openTheEngine() {
    model = open(context(Map.of()));
    model.warmUp();
  }

  @AfterEach
  final void closeTheEngine() {
    model.close();
    threads.shutdownNow();
  }

  /** A question that is over. */
  protected static AnswerRequest question(String text) {
    return new AnswerRequest(text, List.of(), true);
  }

  /** Waits for the end of an answer. */
  protected static AnswerRecorder ended(AnswerRecorder answer) {
    await().atMost(PATIENCE).until(answer::over);
    return answer;
  }

  /** Waits until all permits are back. */
  protected final void permitsAreBack() {
    await().atMost(PATIENCE).until(() -> model.capacity().inUse() == 0);
  }

  @Test
  void shouldTellWordsOneAfterTheOtherAndThenExactlyOneEnd() {
    try (Dialogue dialogue = model.open(new PlainScope())) {
      AnswerRecorder answer = new AnswerRecorder();
      dialogue.answer(question("hello"), answer);
      ended(answer);

      assertThat(answer.failure()).isEmpty();
      assertThat(answer.text()).isNotBlank();
      assertThat(answer.told().getLast()).isInstanceOf(Told.Done.class);
      assertThat(answer.told().stream().filter(Told::last)).hasSize(1);
      assertThat(answer.overlapped()).isFalse();
    }
  }

  @Test
  void shouldGiveThePermitBackWhenAnAnswerEnds() {
    try (Dialogue dialogue = model.open(new PlainScope())) {
      ended(ask(dialogue, question("hello")));
      permitsAreBack();
    }
  }

  @Test
  void shouldHaveGivenThePermitBackWhenItTellsTheEnd() {
    try (Dialogue dialogue = model.open(new PlainScope())) {
      AnswerRecorder answer = new AnswerRecorder();
      int[] inUse = {-1};
      answer.reacting(
          told -> {
            if (told.last()) {
              inUse[0] = model.capacity().inUse();
            }
          });
      dialogue.answer(question("hello"), answer);
      ended(answer);
      assertThat(inUse[0]).isZero();
    }
  }

  @Test
  void shouldTellNothingAfterACancellationAndGiveThePermitBackAtOnce() {
    try (Dialogue dialogue = model.open(new PlainScope())) {
      AnswerRecorder answer = new AnswerRecorder();
      Generation[] generation = new Generation[1];
      answer.reacting(
          told -> {
            await().atMost(PATIENCE).until(() -> generation[0] != null);
            generation[0].cancel();
          });
      generation[0] = dialogue.answer(question("hello"), answer);
      await().atMost(PATIENCE).until(() -> !answer.told().isEmpty());

      permitsAreBack();
      ended(ask(dialogue, question("hello")));
      assertThat(answer.told()).hasSize(1);
    }
  }

  @Test
  void shouldBearToBeCancelledAndClosedTwice() {
    Dialogue dialogue = model.open(new PlainScope());
    Generation generation = dialogue.answer(question("hello"), new AnswerRecorder());
    generation.cancel();
    generation.cancel();
    generation.confirm();
    generation.toolResult("nobody-asked", "nothing");
    dialogue.close();
    dialogue.close();
    permitsAreBack();
  }

  @Test
  void shouldAnswerWhatTheUserMayStillGoOnSaying() {
    try (Dialogue dialogue = model.open(new PlainScope())) {
      AnswerRecorder answer = new AnswerRecorder();
      Generation generation =
          dialogue.answer(new AnswerRequest("hello", List.of(), true, true, List.of()), answer);
      generation.confirm();
      assertThat(ended(answer).text()).isNotBlank();
    }
  }

  @Test
  void shouldPutUpWithAnyHistory() {
    List<Message> history =
        List.of(
            new Message(Role.ASSISTANT, "Hello, how can I help?"),
            new Message(Role.TOOL, "clock({}) → 15:15"),
            new Message(Role.USER, "what"),
            new Message(Role.USER, "what time is it"),
            new Message(Role.TOOL, "clock({\"zone\":\"a) → b\"}) → 15:15"),
            new Message(Role.TOOL, "no line of a tool"),
            new Message(Role.ASSISTANT, "A quarter past three."),
            new Message(Role.ASSISTANT, "Your timer has ended."),
            new Message(Role.TOOL, "clock() → "),
            new Message(Role.ASSISTANT, "  "));
    try (Dialogue dialogue = model.open(new PlainScope())) {
      AnswerRecorder answer =
          ask(dialogue, new AnswerRequest("thank you", history, false, false, List.of()));
      assertThat(ended(answer).failure()).isEmpty();
    }
  }

  /** Histories a conversation may be asked to go on from. */
  static Stream<List<Message>> historiesToGoOnFrom() {
    Message user = new Message(Role.USER, "what time is it");
    Message assistant = new Message(Role.ASSISTANT, "A quarter past three.");
    Message note = new Message(Role.SYSTEM, "Be brief.");
    Message found = new Message(Role.TOOL, "lamp({\"on\":true}) → on");
    return Stream.of(
        List.of(),
        List.of(note),
        List.of(note, note),
        List.of(assistant),
        List.of(found),
        List.of(user),
        List.of(user, note),
        List.of(user, found),
        List.of(user, found, found),
        List.of(user, assistant),
        List.of(user, assistant, note),
        List.of(assistant, note, user, assistant, found),
        List.of(note, found, assistant, user, note, assistant));
  }

  @ParameterizedTest
  @MethodSource("historiesToGoOnFrom")
  final void shouldGoOnFromAnyHistoryWithoutNewWords(List<Message> history) {
    try (Dialogue dialogue = model.open(new PlainScope())) {
      AnswerRecorder answer =
          ended(ask(dialogue, new AnswerRequest("", history, false, false, List.of())));
      assertThat(answer.failure()).isEmpty();
      assertThat(answer.text()).isNotBlank();
      permitsAreBack();
    }
  }

  @Test
  void shouldAnswerWithToolsOfTheClientAndWhateverElseIsAsked() {
    AnswerOptions asked =
        new AnswerOptions(
            Optional.of("Say what you like."),
            new ToolChoice(Use.NAMED, "lamp"),
            OptionalInt.of(20));
    AnswerRequest request =
        new AnswerRequest(
            "hello", List.of(), false, false, List.of(DescribedTool.byClient("lamp")), asked);
    try (Dialogue dialogue = model.open(new PlainScope())) {
      AnswerRecorder answer = ended(ask(dialogue, request));
      assertThat(answer.failure()).isEmpty();
      assertThat(answer.told().getLast()).isInstanceOf(Told.Done.class);
      permitsAreBack();
    }
  }

  /** Asks and records. */
  protected static AnswerRecorder ask(Dialogue dialogue, AnswerRequest request) {
    AnswerRecorder answer = new AnswerRecorder();
    var unused = dialogue.answer(request, answer);
    return answer;
  }
}
