package coda.voice.engines.language.chat;

import coda.voice.engine.AnswerOptions;
import coda.voice.engine.AnswerOptions.ToolChoice;
import coda.voice.engine.AnswerOptions.ToolChoice.Use;
import coda.voice.engine.LanguageModel.AnswerRequest;
import coda.voice.engine.LanguageModel.Message;
import coda.voice.engine.LanguageModel.Role;
import coda.voice.engine.Tool;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import java.util.ArrayList;
import java.util.List;

/** Writes what the model is asked: as much of the conversation as fits. */
final class Prompter {
  /** The longest summary, in tokens. */
  static final int SUMMARY_TOKENS = 256;

  private static final ChatRequestParameters MUST_CALL =
      ChatRequestParameters.builder()
          .toolChoice(dev.langchain4j.model.chat.request.ToolChoice.REQUIRED)
          .build();

  private static final String CALL =
      "\nDo not answer in words this time: call the tool you are offered, or one of them.";

  private static final String REMEMBER =
      """
      You keep the memory of a spoken conversation between a user and an assistant. Write down in \
      at most eight short plain sentences what the assistant must still know later: who the user \
      is, what they want, what was decided, found out or promised, names and numbers. Keep what \
      the earlier memory says unless it was corrected. Write nothing else, in the language of the \
      conversation.""";

  private final Upstream upstream;
  private final ChatSettings settings;
  private final Failures failures;

  Prompter(Upstream upstream, ChatSettings settings, Failures failures) {
    this.upstream = upstream;
    this.settings = settings;
    this.failures = failures;
  }

  /**
   * The request for a round of an answer.
   *
   * @param facts which model
   * @param opening what every request of the conversation begins with
   * @param turn what is to be answered
   * @param memory of what has fallen out
   * @param rounds of tools so far
   */
  Prompt answer(
      ModelFacts facts,
      String opening,
      AnswerRequest turn,
      Summary memory,
      List<ToolRound> rounds) {
    AnswerOptions options = turn.options();
    boolean offerTools = facts.tools() && rounds.size() < settings.toolRounds();
    List<ToolSpecification> tools = offerTools ? ToolSpecs.of(offered(turn), failures) : List.of();
    int maxTokens = Math.min(options.maxTokens().orElse(Integer.MAX_VALUE), settings.maxTokens());
    String task = options.instructions().orElse(opening);
    List<ChatMessage> called = new ArrayList<>();
    rounds.forEach(round -> called.addAll(round.messages(facts.contextTokens())));

    boolean mustCall = mustCall(options, tools, rounds);
    String remembered =
        memory.text().isEmpty()
            ? task
            : task + "\nWhat you remember of earlier in this conversation: " + memory.text();
    String system = mustCall && !upstream.canDemandCalls() ? remembered + CALL : remembered;
    int room =
        facts.contextTokens()
            - maxTokens
            - TokenEstimate.of(system)
            - TokenEstimate.of(turn.text())
            - TokenEstimate.of(tools)
            - called.stream().mapToInt(message -> TokenEstimate.of(message.toString())).sum();
    int begin = ContextWindow.begin(turn.history(), Math.max(0, room));
    List<Message> lines = turn.history().subList(begin, turn.history().size());
    String greeting = HistoryMessages.opening(lines, " ");

    List<ChatMessage> messages = new ArrayList<>();
    messages.add(
        SystemMessage.from(
            greeting.isEmpty()
                ? system
                : system + "\nYou have begun the conversation by saying: " + greeting));
    messages.addAll(HistoryMessages.of(lines, turn.text(), facts.tools()));
    messages.addAll(called);
    return new Prompt(
        request(facts, messages, tools, maxTokens, mustCall && upstream.canDemandCalls()), begin);
  }

  /** The tools of an answer: when one is named, only that. */
  private static List<Tool> offered(AnswerRequest turn) {
    ToolChoice choice = turn.options().tools();
    return switch (choice.use()) {
      case AUTO, REQUIRED -> turn.tools();
      case NONE -> List.of();
      case NAMED ->
          turn.tools().stream().filter(tool -> tool.name().equals(choice.tool())).toList();
    };
  }

  /** Whether the model has to call a tool: in the first round, where that is asked for. */
  private static boolean mustCall(
      AnswerOptions options, List<ToolSpecification> tools, List<ToolRound> rounds) {
    Use use = options.tools().use();
    return (use == Use.REQUIRED || use == Use.NAMED) && !tools.isEmpty() && rounds.isEmpty();
  }

  /**
   * The request for a summary.
   *
   * @param facts which model
   * @param before what was remembered so far
   * @param lines that have fallen out since
   */
  ChatRequest summary(ModelFacts facts, Summary before, List<Message> lines) {
    StringBuilder text = new StringBuilder();
    if (!before.text().isEmpty()) {
      text.append("Earlier memory: ").append(before.text()).append("\n\n");
    }
    int room =
        facts.contextTokens()
            - SUMMARY_TOKENS
            - TokenEstimate.of(REMEMBER)
            - TokenEstimate.of(before.text());
    int begin = ContextWindow.begin(lines, Math.max(0, room));
    for (Message line : lines.subList(begin, lines.size())) {
      text.append(who(line.role())).append(line.text()).append('\n');
    }
    return request(
        facts,
        List.of(SystemMessage.from(REMEMBER), UserMessage.from(text.toString())),
        List.of(),
        SUMMARY_TOKENS,
        false);
  }

  /**
   * A short first request, so that the model has computed something before the first user comes.
   *
   * @param facts which model
   */
  ChatRequest first(ModelFacts facts) {
    return request(
        facts,
        List.of(SystemMessage.from(settings.prompt().task()), UserMessage.from("Hello.")),
        List.of(),
        16,
        false);
  }

  private ChatRequest request(
      ModelFacts facts,
      List<ChatMessage> messages,
      List<ToolSpecification> tools,
      int maxTokens,
      boolean mustCall) {
    ChatRequestParameters parameters = upstream.parameters(facts, tools, maxTokens);
    return ChatRequest.builder()
        .messages(messages)
        .parameters(mustCall ? parameters.overrideWith(MUST_CALL) : parameters)
        .build();
  }

  private static String who(Role role) {
    return switch (role) {
      case USER -> "User: ";
      case ASSISTANT -> "Assistant: ";
      case SYSTEM -> "Note: ";
      case TOOL -> "Looked up: ";
    };
  }

  /**
   * A request.
   *
   * @param request itself
   * @param fallenOut how many of the oldest lines are not in it
   */
  record Prompt(ChatRequest request, int fallenOut) {}
}
