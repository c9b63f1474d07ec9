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
 * @param speed how fast it speaks, in multiples of the session's own speed, above 0; in the end no
 *     synthesiser speaks slower than 0.5 or faster than 2
 */
public record AnswerSettings(
    AnswerOptions options, List<Tool> tools, boolean spoken, Optional<String> voice, double speed) {
  /** Nothing in particular. */
  public static final AnswerSettings USUAL =
      new AnswerSettings(AnswerOptions.NONE, List.of(), true, Optional.empty());

  /**
   * At the usual speed.
   *
   * @param options see above
   * @param tools see above
   * @param spoken see above
   * @param voice see above
   */
  public AnswerSettings(
      AnswerOptions options, List<Tool> tools, boolean spoken, Optional<String> voice) {
    this(options, tools, spoken, voice, 1);
  }

  /** Copies the tools. */
  public AnswerSettings {
    tools = List.copyOf(tools);
  }
}
