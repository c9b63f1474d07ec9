package coda.voice.testkit.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import coda.voice.engine.AnswerOptions;
import coda.voice.engine.AnswerOptions.ToolChoice;
import coda.voice.engine.AnswerOptions.ToolChoice.Use;
import coda.voice.engine.EngineBusyException;
import coda.voice.engine.EngineContext;
import coda.voice.engine.EngineException;
import coda.voice.engine.Health;
import coda.voice.engine.LanguageModel;
import coda.voice.engine.LanguageModel.AnswerRequest;
import coda.voice.engine.LanguageModel.Dialogue;
import coda.voice.engine.LanguageModel.Generation;
import coda.voice.engine.LanguageModel.Message;
import coda.voice.engine.LanguageModel.Role;
import coda.voice.engine.TokenCount;
import coda.voice.engine.Tool;
import coda.voice.testkit.peers.chat.ChatPeer;
import coda.voice.testkit.peers.chat.ScriptedAnswer;
import coda.voice.testkit.peers.chat.ScriptedAnswer.Death;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What a language model must do whose server is somewhere else: abort requests at every stage, keep
 * deadlines, and tell every way a server can fail. The subclass brings a scripted server; a first
 * request for the engine's warming up is answered by it as usual.
 *
 * <p>That a connection is closed within 50 ms of a cancellation is a promise of the engine; it is
 * measured here at the server, and the best of five tries counts, because a busy machine may be
 * late with anything.
 */
public abstract class ServedLanguageModelConformance extends LanguageModelConformance {
  /** How soon a cancelled request must be gone at the server. */
  static final long ABORT_MS = 50;

  /** Deadlines that no test meets by accident, however busy the machine. */
  private static final Map<String, String> PATIENT =
      Map.of("first_token_ms", "30000", "stall_ms", "30000");

  /** For subclasses. */
  protected ServedLanguageModelConformance() {}

  /** The scripted server; the same throughout a test. */
  protected abstract ChatPeer peer();

  /**
   * Opens an engine for the scripted server.
   *
   * @param context with settings besides the address
   */
  protected abstract LanguageModel openServed(EngineContext context);

  @Override
  protected final LanguageModel open(EngineContext context) {
    return openServed(context(PATIENT));
  }

  @AfterEach
  final void closeThePeer() {
    peer().close();
  }

  /** Closes the engine and opens it with other settings. */
  protected final void reopen(Map<String, String> settings) {
    model.close();
    Map<String, String> all = new HashMap<>(PATIENT);
    all.putAll(settings);
    model = openServed(context(all));
    model.warmUp();
  }

  @Test
  void shouldTellEveryTokenInOrder() {
    peer().next(ScriptedAnswer.says("It ", "is ", "a ", "quarter ", "past ", "three", "."));
    assertThat(answerTo("what time is it").text()).isEqualTo("It is a quarter past three.");
    assertThat(peer().complaints()).isEmpty();
  }

  @Test
  void shouldTellTokensWhenTheyComeAndNotAtTheEnd() {
    peer().next(ScriptedAnswer.says("First ", "words ").hold());
    try (Dialogue dialogue = model.open(new PlainScope())) {
      AnswerRecorder answer = ask(dialogue, question("go on"));
      await().atMost(PATIENCE).until(() -> answer.text().equals("First words "));
      assertThat(answer.over()).isFalse();
    }
  }

  @Test
  void shouldReadLettersCutIntoBytes() {
    peer().sendByteByByte();
    peer().next(ScriptedAnswer.says("Grüße ", "aus ", "東京", " 🌸."));
    assertThat(answerTo("greet").text()).isEqualTo("Grüße aus 東京 🌸.");
  }

  @Test
  void shouldNeverSpeakReasoning() {
    peer()
        .next(
            ScriptedAnswer.empty()
                .think("The user wants a greeting.")
                .say("<th", "ink>Let me se", "e.</thi", "nk>\n\n", "Hello", " there <3."));
    assertThat(answerTo("hello").text()).isEqualTo("Hello there <3.");
  }

  @Test
  void shouldBearAHugeAnswer() {
    String[] tokens = new String[20_000];
    Arrays.fill(tokens, "word ");
    peer().next(ScriptedAnswer.says(tokens));
    assertThat(answerTo("go on").text()).hasSize(100_000);
  }

  @ParameterizedTest
  @EnumSource
  void shouldCloseTheConnectionWithinFiftyMillisecondsOfACancellation(Stage stage) {
    long best = Long.MAX_VALUE;
    for (int i = 0; i < 5 && best > ABORT_MS; i++) {
      best = Math.min(best, millisToAbort(stage));
    }
    assertThat(best)
        .as(stage + ": ms from cancel() to the server's noticing")
        .isLessThanOrEqualTo(ABORT_MS);
    permitsAreBack();
  }

  private long millisToAbort(Stage stage) {
    try (Dialogue dialogue = model.open(new PlainScope())) {
      int before = peer().requests().size();
      peer().next(stage.script());
      AnswerRecorder answer = new AnswerRecorder();
      Generation generation =
          dialogue.answer(new AnswerRequest("go", List.of(), true, false, tools()), answer);
      if (stage == Stage.IN_A_TOOL_ROUND) {
        peer().next(ScriptedAnswer.says("The weather ").hold());
        await().atMost(PATIENCE).until(() -> !answer.calls().isEmpty());
        generation.toolResult(answer.calls().getFirst().callId(), "sunny");
        before++;
      }
      int index = before;
      await()
          .atMost(PATIENCE)
          .until(() -> peer().requests().size() > index && answer.text().endsWith(stage.text()));
      long start = System.nanoTime();
      generation.cancel();
      int told = answer.told().size();
      await().atMost(PATIENCE).until(() -> peer().requests().get(index).aborted());
      assertThat(answer.told()).hasSize(told);
      return TimeUnit.NANOSECONDS.toMillis(peer().requests().get(index).abortedAt() - start);
    }
  }

  /** Where an answer is when it is cancelled. */
  enum Stage {
    BEFORE_THE_HEAD(ScriptedAnswer.empty().hold(), ""),
    BEFORE_THE_FIRST_TOKEN(ScriptedAnswer.empty().head().hold(), ""),
    IN_MID_STREAM(ScriptedAnswer.says("Well, ", "you see ").hold(), "you see "),
    IN_A_TOOL_ROUND(ScriptedAnswer.empty().call("weather", "{}"), "The weather ");

    private final ScriptedAnswer script;
    private final String text;

    Stage(ScriptedAnswer script, String text) {
      this.script = script;
      this.text = text;
    }

    ScriptedAnswer script() {
      return script;
    }

    String text() {
      return text;
    }
  }

  @Test
  void shouldCloseTheConnectionWhenTheDialogueIsClosed() {
    peer().next(ScriptedAnswer.says("Well, ").hold());
    Dialogue dialogue = model.open(new PlainScope());
    AnswerRecorder answer = ask(dialogue, question("go"));
    await().atMost(PATIENCE).until(() -> !answer.text().isEmpty());
    dialogue.close();
    await().atMost(PATIENCE).until(() -> peer().lastRequest().aborted());
    permitsAreBack();
  }

  @Test
  void shouldFailWhenTheFirstTokenIsLateAndGiveUpTheRequest() {
    reopen(Map.of("first_token_ms", "400"));
    peer().next(ScriptedAnswer.empty().hold());
    fails("go", "ENGINE_TIMEOUT");
    await().atMost(PATIENCE).until(() -> peer().lastRequest().aborted());
  }

  @Test
  void shouldFailWhenOnlyReasoningComesInTime() {
    reopen(Map.of("first_token_ms", "2000"));
    peer().next(ScriptedAnswer.empty().think("Hm.").pause(200).think("Hm.").hold());
    assertThat(fails("go", "ENGINE_TIMEOUT")).hasMessageContaining("reasons");
  }

  @Test
  void shouldFailWhenTheStreamStalls() {
    reopen(Map.of("stall_ms", "400"));
    peer().next(ScriptedAnswer.says("Well, ").hold());
    assertThat(fails("go", "ENGINE_TIMEOUT")).hasMessageContaining("mid-answer");
    await().atMost(PATIENCE).until(() -> peer().lastRequest().aborted());
  }

  @Test
  void shouldWaitForTokensThatAreSlowButComeInTime() {
    reopen(Map.of("stall_ms", "3000"));
    ScriptedAnswer slow = ScriptedAnswer.empty();
    for (int i = 0; i < 5; i++) {
      slow = slow.pause(800).say("word ");
    }
    peer().next(slow);
    assertThat(answerTo("go").text()).isEqualTo("word ".repeat(5));
  }

  @ParameterizedTest
  @EnumSource
  void shouldFailWhenTheServerDiesInMidStream(Death death) {
    peer().next(ScriptedAnswer.says("Well, ", "you see ").pause(50).die(death));
    fails("go", "ENGINE_FAILED");
  }

  @ParameterizedTest
  @EnumSource
  void shouldFailWhenTheServerDiesBeforeTheFirstToken(Death death) {
    peer().next(ScriptedAnswer.empty().die(death));
    fails("go", "ENGINE_FAILED");
  }

  @Test
  void shouldFailAtAnUnreadablePieceAndNotSpeakOn() {
    peer().next(ScriptedAnswer.says("Well, ").garbage().say("nonsense"));
    try (Dialogue dialogue = model.open(new PlainScope())) {
      AnswerRecorder answer = ended(ask(dialogue, question("go")));
      assertThat(answer.failure()).isPresent();
      assertThat(answer.text()).isEqualTo("Well, ");
    }
  }

  @Test
  void shouldFailAtAnErrorWithinTheStream() {
    peer().next(ScriptedAnswer.says("Well, ").error("out of memory"));
    assertThat(fails("go", "ENGINE_FAILED")).hasMessageContaining("out of memory");
  }

  @ParameterizedTest
  @CsvSource({
    "401, wrong key, ENGINE_UNAUTHORIZED",
    "403, wrong key, ENGINE_UNAUTHORIZED",
    "404, there is no such model, ENGINE_UNAVAILABLE",
    "429, slow down, ENGINE_BUSY",
    "503, server busy, ENGINE_BUSY",
    "500, out of memory, ENGINE_FAILED",
    "400, what is this, ENGINE_FAILED",
    "400, the request exceeds the available context size, ENGINE_CONTEXT_OVERFLOW",
  })
  void shouldHaveACodeForEveryRefusal(int status, String message, String code) {
    peer().next(ScriptedAnswer.refuses(status, message));
    EngineException failure = fails("go", code);
    assertThat(failure.safeMessage()).doesNotContain(message).doesNotContain("Exception");
  }

  @Test
  void shouldSayThatNobodyIsThere() {
    peer().close();
    assertThat(fails("go", "ENGINE_UNAVAILABLE")).hasMessageContaining("engines.");
    assertThat(model.health().state()).isEqualTo(Health.State.DEGRADED);
  }

  @Test
  void shouldRefuseAtOnceWhenAllPermitsAreTaken() {
    reopen(Map.of("permits", "2"));
    peer().next(ScriptedAnswer.says("a").hold(), ScriptedAnswer.says("b").hold());
    try (Dialogue dialogue = model.open(new PlainScope())) {
      ask(dialogue, question("one"));
      ask(dialogue, question("two"));
      assertThatThrownBy(() -> ask(dialogue, question("three")))
          .isInstanceOf(EngineBusyException.class);
    }
    permitsAreBack();
  }

  @Test
  void shouldWaitInLineForAPermitWhenThatIsWanted() {
    reopen(Map.of("permits", "1", "queue_ms", "20000"));
    peer().next(ScriptedAnswer.says("a").hold(), ScriptedAnswer.says("b"));
    try (Dialogue dialogue = model.open(new PlainScope())) {
      AnswerRecorder first = new AnswerRecorder();
      Generation running = dialogue.answer(question("one"), first);
      await().atMost(PATIENCE).until(() -> !first.text().isEmpty());
      AnswerRecorder second = ask(dialogue, question("two"));
      running.cancel();
      assertThat(ended(second).text()).isEqualTo("b");
    }
    permitsAreBack();
  }

  @Test
  void shouldLeaveTheLineWhenCancelled() {
    reopen(Map.of("permits", "1", "queue_ms", "20000"));
    peer().next(ScriptedAnswer.says("a").hold());
    try (Dialogue dialogue = model.open(new PlainScope())) {
      Generation running = dialogue.answer(question("one"), new AnswerRecorder());
      AnswerRecorder waiting = new AnswerRecorder();
      dialogue.answer(question("two"), waiting).cancel();
      running.cancel();
      permitsAreBack();
      assertThat(waiting.told()).isEmpty();
      assertThat(model.capacity().waiting()).isZero();
    }
  }

  @Test
  void shouldCallToolsTogetherAndGoOnWithTheirResults() {
    peer()
        .next(
            ScriptedAnswer.says("Let me look.")
                .call("weather", "{\"city\":\"Köln\"}")
                .call("weather", "{\"city\":\"Rom\"}"),
            ScriptedAnswer.says("Rain ", "and ", "sun."));
    try (Dialogue dialogue = model.open(new PlainScope())) {
      AnswerRecorder answer = new AnswerRecorder();
      Generation generation =
          dialogue.answer(
              new AnswerRequest("the weather?", List.of(), true, false, tools()), answer);
      await().atMost(PATIENCE).until(() -> answer.calls().size() == 2);
      assertThat(answer.calls())
          .extracting(Tool.ToolCall::arguments)
          .first()
          .isEqualTo("{\"city\":\"Köln\"}");
      assertThat(answer.calls().getFirst().callId())
          .isNotEqualTo(answer.calls().getLast().callId());
      assertThat(answer.over()).isFalse();
      generation.toolResult(answer.calls().getLast().callId(), "sun");
      generation.toolResult(answer.calls().getFirst().callId(), "rain");
      assertThat(ended(answer).text()).isEqualTo("Let me look. Rain and sun.");
    }
    List<String> messages = peer().lastRequest().messages();
    assertThat(messages.subList(messages.size() - 2, messages.size()))
        .containsExactly("tool: rain", "tool: sun");
    assertThat(peer().complaints()).isEmpty();
  }

  @Test
  void shouldDescribeToolsInFull() {
    try (Dialogue dialogue = model.open(new PlainScope())) {
      ended(ask(dialogue, new AnswerRequest("go", List.of(), true, false, tools())));
    }
    JsonNode tool = peer().lastRequest().body().path("tools").path(0).path("function");
    assertThat(tool.path("name").asText()).isEqualTo("weather");
    assertThat(tool.path("description").asText()).contains("in a city");
    JsonNode properties = tool.path("parameters").path("properties");
    assertThat(properties.path("city").path("minLength").asInt()).isEqualTo(1);
    assertThat(properties.path("unit").path("enum")).hasSize(2);
    assertThat(tool.path("parameters").path("required").path(0).asText()).isEqualTo("city");
  }

  @Test
  void shouldCallToolsInSeveralRoundsButNotForEver() {
    reopen(Map.of("tool_rounds", "2"));
    for (int i = 0; i < 2; i++) {
      peer().next(ScriptedAnswer.empty().call("weather", "{}"));
    }
    peer().next(ScriptedAnswer.says("Enough."));
    try (Dialogue dialogue = model.open(new PlainScope())) {
      AnswerRecorder answer = new AnswerRecorder();
      Generation generation =
          dialogue.answer(new AnswerRequest("go", List.of(), true, false, tools()), answer);
      for (int i = 1; i <= 2; i++) {
        int calls = i;
        await().atMost(PATIENCE).until(() -> answer.calls().size() == calls);
        generation.toolResult(answer.calls().getLast().callId(), "sun");
      }
      assertThat(ended(answer).text()).isEqualTo("Enough.");
      assertThat(answer.calls()).extracting(Tool.ToolCall::callId).doesNotHaveDuplicates();
    }
    assertThat(peer().lastRequest().body().path("tools")).isEmpty();
  }

  @Test
  void shouldFailWhenTheServerDiesInAToolRound() {
    peer()
        .next(
            ScriptedAnswer.empty().call("weather", "{}"), ScriptedAnswer.empty().die(Death.RESET));
    try (Dialogue dialogue = model.open(new PlainScope())) {
      AnswerRecorder answer = new AnswerRecorder();
      Generation generation =
          dialogue.answer(new AnswerRequest("go", List.of(), true, false, tools()), answer);
      await().atMost(PATIENCE).until(() -> !answer.calls().isEmpty());
      generation.toolResult(answer.calls().getFirst().callId(), "sun");
      assertThat(ended(answer).failure()).isPresent();
    }
    permitsAreBack();
  }

  /** A request with one tool of the session and one of the client. */
  private static AnswerRequest asking(AnswerOptions options) {
    return new AnswerRequest(
        "go",
        List.of(),
        false,
        false,
        List.of(new DescribedTool("weather", false), DescribedTool.byClient("lamp")),
        options);
  }

  private static AnswerOptions choosing(Use use, String tool) {
    return new AnswerOptions(Optional.empty(), new ToolChoice(use, tool), OptionalInt.empty());
  }

  /** Asks and waits for the end. */
  private AnswerRecorder answerTo(AnswerRequest request) {
    try (Dialogue dialogue = model.open(new PlainScope())) {
      AnswerRecorder answer = ended(ask(dialogue, request));
      assertThat(answer.failure()).isEmpty();
      assertThat(peer().complaints()).isEmpty();
      return answer;
    }
  }

  private List<String> offered() {
    List<String> names = new ArrayList<>();
    for (JsonNode tool : peer().lastRequest().body().path("tools")) {
      names.add(tool.path("function").path("name").asText());
    }
    return names;
  }

  @Test
  void shouldTellTheModelWhatARequestSaysInsteadOfItsOwnTaskAndOnlyThen() {
    answerTo(
        asking(
            new AnswerOptions(
                Optional.of("Talk like a pirate."), ToolChoice.AUTO, OptionalInt.empty())));
    assertThat(peer().lastRequest().messages().getFirst()).isEqualTo("system: Talk like a pirate.");

    answerTo(asking(AnswerOptions.NONE));
    assertThat(peer().lastRequest().messages().getFirst())
        .doesNotContain("pirate")
        .contains("spoken");
  }

  @Test
  void shouldOfferTheToolsThatMayBeCalled() {
    answerTo(asking(AnswerOptions.NONE));
    assertThat(offered()).containsExactly("weather", "lamp");
    answerTo(asking(choosing(Use.REQUIRED, "")));
    assertThat(offered()).containsExactly("weather", "lamp");
    answerTo(asking(choosing(Use.NAMED, "lamp")));
    assertThat(offered()).containsExactly("lamp");
    answerTo(asking(choosing(Use.NAMED, "nobody")));
    assertThat(offered()).isEmpty();
    answerTo(asking(choosing(Use.NONE, "")));
    assertThat(offered()).isEmpty();
  }

  @Test
  void shouldEndAnAnswerWithACallOfTheClientsAndGoOnWithItsResultInTheNext() {
    peer().next(ScriptedAnswer.says("Just a moment.").call("lamp", "{\"on\":true}"));
    AnswerRecorder answer = answerTo(asking(AnswerOptions.NONE));
    assertThat(answer.text()).isEqualTo("Just a moment.");
    assertThat(answer.calls()).extracting(Tool.ToolCall::tool).containsExactly("lamp");
    assertThat(answer.told().getLast().last()).isTrue();
    permitsAreBack();
    int asked = peer().requests().size();

    answerTo(
        new AnswerRequest(
            "",
            List.of(
                new Message(Role.USER, "go"),
                new Message(Role.ASSISTANT, "Just a moment."),
                new Message(Role.TOOL, "lamp({\"on\":true}) → it is on")),
            false,
            false,
            List.of(DescribedTool.byClient("lamp")),
            AnswerOptions.NONE));
    assertThat(peer().requests()).hasSize(asked + 1);
    List<String> messages = peer().lastRequest().messages();
    assertThat(messages.get(1)).isEqualTo("user: go");
    assertThat(messages.get(2)).startsWith("assistant: Just a moment.").contains("lamp", "on");
    assertThat(messages.get(3)).isEqualTo("tool: it is on");
    assertThat(messages).hasSize(4);
  }

  @Test
  void shouldCallToolsOfTheSessionAndOfTheClientTogetherAndEndWithThat() {
    peer().next(ScriptedAnswer.empty().call("weather", "{}").call("lamp", "{}"));
    AnswerRecorder answer = answerTo(asking(AnswerOptions.NONE));
    assertThat(answer.calls()).extracting(Tool.ToolCall::tool).containsExactly("weather", "lamp");
  }

  @Test
  void shouldTellTheModelWhatTheApplicationSaysWhereItSaidIt() {
    answerTo(
        new AnswerRequest(
            "and now?",
            List.of(
                new Message(Role.SYSTEM, "The user is Ada."),
                new Message(Role.USER, "hello"),
                new Message(Role.ASSISTANT, "Hello Ada."),
                new Message(Role.SYSTEM, "It is raining.")),
            false));
    List<String> messages = peer().lastRequest().messages();
    assertThat(messages.subList(1, messages.size()))
        .containsExactly(
            "user: [Note: The user is Ada.]\nhello",
            "assistant: Hello Ada.",
            "user: [Note: It is raining.]\nand now?");
  }

  @Test
  void shouldTellTheModelWhatAToolFoundBeforeAnybodySpoke() {
    answerTo(
        new AnswerRequest(
            "", List.of(new Message(Role.TOOL, "lamp({}) → it is on")), false, false, tools()));
    assertThat(peer().lastRequest().messages().getLast()).startsWith("user: ").contains("it is on");
  }

  @Test
  void shouldTellWhatAllRoundsOfAnAnswerHaveCost() {
    peer().next(ScriptedAnswer.empty().call("weather", "{}"), ScriptedAnswer.says("Sunny."));
    try (Dialogue dialogue = model.open(new PlainScope())) {
      AnswerRecorder answer = new AnswerRecorder();
      Generation generation = dialogue.answer(asking(AnswerOptions.NONE), answer);
      await().atMost(PATIENCE).until(() -> !answer.calls().isEmpty());
      generation.toolResult(answer.calls().getFirst().callId(), "sun");
      ended(answer);
      assertThat(answer.counts()).containsExactly(new TokenCount(42, 7), new TokenCount(84, 14));
    }
  }

  @Test
  void shouldTellNoCostOfAnAnswerThatFailed() {
    peer().next(ScriptedAnswer.empty().think("Hm.").finish("length"));
    try (Dialogue dialogue = model.open(new PlainScope())) {
      AnswerRecorder answer = ended(ask(dialogue, question("go")));
      assertThat(answer.failure()).isPresent();
      assertThat(answer.counts()).isEmpty();
    }
  }

  @Test
  void shouldTellWhoeverWaitsWhenTheEngineCloses() {
    peer().next(ScriptedAnswer.says("Well, ").hold());
    Dialogue dialogue = model.open(new PlainScope());
    AnswerRecorder answer = ask(dialogue, question("go"));
    await().atMost(PATIENCE).until(() -> !answer.text().isEmpty());
    model.close();
    assertThat(ended(answer).failure()).isPresent();
    await().atMost(PATIENCE).until(() -> peer().lastRequest().aborted());
  }

  /** One tool. */
  protected static List<Tool> tools() {
    return List.of(new DescribedTool("weather", false));
  }

  /** Asks and waits for the end, which must not be a failure. */
  protected final AnswerRecorder answerTo(String text) {
    try (Dialogue dialogue = model.open(new PlainScope())) {
      AnswerRecorder answer = ended(ask(dialogue, question(text)));
      assertThat(answer.failure()).isEmpty();
      return answer;
    }
  }

  /** Asks and waits for a failure. */
  protected final EngineException fails(String text, String code) {
    try (Dialogue dialogue = model.open(new PlainScope())) {
      AnswerRecorder answer = ended(ask(dialogue, question(text)));
      EngineException failure = answer.failure().orElseThrow();
      assertThat(failure.code()).as(failure.getMessage()).isEqualTo(code);
      permitsAreBack();
      return failure;
    }
  }
}
