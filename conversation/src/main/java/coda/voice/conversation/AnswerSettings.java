package coda.voice.conversation;

import coda.voice.engine.AnswerOptions;
import coda.voice.engine.Tool;
import java.util.List;
import java.util.Optional;

/**
 * How answers are given.
 *
 * @param options what is asked of the language model
 * @param tools what the model may call besides the server's own tools
 * @param spoken whether answers are spoken where there is sound; if not, they are told in writing
 * @param voice a voice of the synthesiser; empty for the session's
 */
public record AnswerSettings(
    AnswerOptions options, List<Tool> tools, boolean spoken, Optional<String> voice) {
  /** Nothing in particular. */
  public static final AnswerSettings USUAL =
      new AnswerSettings(AnswerOptions.NONE, List.of(), true, Optional.empty());

  /** Copies the tools. */
  public AnswerSettings {
    tools = List.copyOf(tools);
  }
}
