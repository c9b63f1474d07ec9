package coda.voice.protocol.realtime;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What {@code response.create} asks for; what is empty is as in the session.
 *
 * @param instructions instead of the session's
 * @param outputModality what the answer is made of
 * @param outputFormat how its audio is encoded
 * @param voice that speaks it
 * @param tools it may call
 * @param toolChoice whether it calls them
 * @param maxOutputTokens how long it may become
 * @param parallelToolCalls whether it may call several at once
 * @param reasoning how long the model thinks
 * @param prompt kept by the server
 * @param metadata at most 16 pairs, echoed in their order; empty if there was none
 * @param conversation whether it belongs to the conversation
 * @param input instead of the conversation; an empty list is an empty context
 */
public record ResponseParams(
    Optional<String> instructions,
    Optional<OutputModality> outputModality,
    Optional<AudioFormat> outputFormat,
    Optional<String> voice,
    Optional<List<Tool>> tools,
    Optional<ToolChoice> toolChoice,
    Optional<TokenLimit> maxOutputTokens,
    Optional<Boolean> parallelToolCalls,
    Optional<ReasoningEffort> reasoning,
    Optional<Json> prompt,
    Optional<Map<String, String>> metadata,
    Conversation conversation,
    Optional<List<ResponseInput>> input) {

  /** Everything as in the session. */
  public static final ResponseParams NONE =
      new ResponseParams(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Conversation.AUTO,
          Optional.empty());

  /** Keeps collections of its own. */
  public ResponseParams {
    tools = tools.map(List::copyOf);
    input = input.map(List::copyOf);
    metadata = metadata.map(LinkedHashMap::new);
  }

  /** Whether a response belongs to the conversation. */
  public enum Conversation implements Wire {
    /** To the default one. */
    AUTO,
    /** To none: it runs beside it and leaves nothing in it. */
    NONE;

    /** The name on the wire. */
    @Override
    public String wireName() {
      return Wire.super.wireName();
    }
  }

  /**
   * How long a response may become.
   *
   * @param tokens 1 to 4096; empty for {@code "inf"}
   */
  public record TokenLimit(OptionalInt tokens) {}

  /**
   * The configuration for this response: the session's with what is present here.
   *
   * @param session in effect
   */
  public SessionConfig over(SessionConfig session) {
    SessionConfig.Output output = session.output();
    return new SessionConfig(
        session.type(),
        session.model(),
        outputModality.orElse(session.outputModality()),
        instructions.orElse(session.instructions()),
        tools.orElse(session.tools()),
        toolChoice.orElse(session.toolChoice()),
        parallelToolCalls.or(session::parallelToolCalls),
        reasoning.or(session::reasoning),
        maxOutputTokens.map(TokenLimit::tokens).orElse(session.maxOutputTokens()),
        session.truncation(),
        prompt.or(session::prompt),
        session.tracing(),
        session.include(),
        session.input(),
        new SessionConfig.Output(
            outputFormat.orElse(output.format()), voice.orElse(output.voice()), output.speed()),
        session.temperature());
  }
}
