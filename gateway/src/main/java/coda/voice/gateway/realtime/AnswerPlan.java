package coda.voice.gateway.realtime;

import coda.voice.conversation.AnswerSettings;
import coda.voice.engine.AnswerOptions;
import coda.voice.engine.AnswerOptions.ToolChoice.Use;
import coda.voice.engine.Synthesizer;
import coda.voice.engine.Tool;
import coda.voice.protocol.realtime.OutputModality;
import coda.voice.protocol.realtime.RealtimeError;
import coda.voice.protocol.realtime.SessionConfig;
import coda.voice.protocol.realtime.ToolChoice;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What a client wants of answers, in the words of the session. */
final class AnswerPlan {
  /** The voices of OpenAI, which clients name whoever answers: they stand for the usual voice. */
  private static final Set<String> THEIRS =
      Set.of(
          "alloy", "ash", "ballad", "cedar", "coral", "echo", "fable", "marin", "nova", "onyx",
          "sage", "shimmer", "verse");

  private AnswerPlan() {}

  /**
   * How answers are given.
   *
   * @param config what the client wants
   * @param synthesizer whose voices there are
   * @param usual the voice of the server
   * @param mcp the tools of other servers
   * @throws Unfit naming what there is not
   */
  static AnswerSettings of(
      SessionConfig config, Synthesizer synthesizer, String usual, McpTools mcp) {
    List<Tool> tools = mcp.tools(config);
    return new AnswerSettings(
        new AnswerOptions(
            config.instructions().isBlank() ? Optional.empty() : Optional.of(config.instructions()),
            choice(config, tools, mcp),
            config.maxOutputTokens()),
        tools,
        config.outputModality() == OutputModality.AUDIO,
        Optional.of(voice(config.output().voice(), synthesizer.voices(), usual)),
        config.output().speed());
  }

  private static AnswerOptions.ToolChoice choice(
      SessionConfig config, List<Tool> tools, McpTools mcp) {
    return switch (config.toolChoice()) {
      case ToolChoice.Mode mode ->
          switch (mode) {
            case AUTO -> AnswerOptions.ToolChoice.AUTO;
            case NONE -> new AnswerOptions.ToolChoice(Use.NONE, "");
            case REQUIRED -> new AnswerOptions.ToolChoice(Use.REQUIRED, "");
          };
      case ToolChoice.Function function -> new AnswerOptions.ToolChoice(Use.NAMED, function.name());
      case ToolChoice.Mcp wanted -> mcp.choice(wanted, config, tools);
    };
  }

  private static String voice(String wanted, List<String> voices, String usual) {
    if (voices.contains(wanted)) {
      return wanted;
    }
    if (THEIRS.contains(wanted) || wanted.isEmpty()) {
      return usual;
    }
    throw new Unfit(
        RealtimeError.invalid(
            "invalid_value",
            "Invalid value: this server has no such voice. Supported values are: "
                + voices
                + ", and the names of OpenAI's voices, which stand for the usual one.",
            Optional.of("session.audio.output.voice")));
  }
}
