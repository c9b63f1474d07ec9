package coda.voice.engines.language.chat;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * The settings all language models share.
 *
 * @param firstTokenMs how long the first token may take, in ms, from the request
 * @param stallMs how long any further token may take, in ms
 * @param permits answers at once; as many as the server works on in parallel
 * @param queueMs how long an answer waits for a permit, in ms; 0 is not at all
 * @param maxTokens the longest answer, in tokens
 * @param contextTokens the context window, in tokens; empty: what the model says
 * @param temperature of the choice of words; empty: the model's own
 * @param prompt what the model is told about its task
 * @param thinking whether the model may reason before it answers
 * @param toolRounds how often one answer may call tools, 0 is never
 * @param summary whether what no longer fits the window is summarised
 * @param loadMs how long the model may take to load and answer for the first time, in ms
 */
public record ChatSettings(
    int firstTokenMs,
    int stallMs,
    int permits,
    int queueMs,
    int maxTokens,
    Optional<Integer> contextTokens,
    Optional<Double> temperature,
    SpokenPrompt prompt,
    boolean thinking,
    int toolRounds,
    boolean summary,
    int loadMs) {

  private static final Set<String> KEYS =
      Set.of(
          "first_token_ms",
          "stall_ms",
          "permits",
          "queue_ms",
          "max_tokens",
          "context_tokens",
          "temperature",
          "system_prompt",
          "system_prompt_extra",
          "thinking",
          "tool_rounds",
          "summary",
          "load_ms");

  /**
   * Reads them.
   *
   * @param reader of the engine
   * @param others the engine's own keys, besides these
   */
  public static ChatSettings read(SettingReader reader, Set<String> others) {
    Set<String> known = new HashSet<>(KEYS);
    known.addAll(others);
    reader.knowsOnly(known);
    return read(reader);
  }

  /**
   * Reads them, whatever other settings there are.
   *
   * @param reader of the engine
   */
  public static ChatSettings read(SettingReader reader) {
    return new ChatSettings(
        reader.number("first_token_ms", 1_500, 50, 300_000),
        reader.number("stall_ms", 5_000, 50, 300_000),
        reader.number("permits", 4, 1, 10_000),
        reader.number("queue_ms", 0, 0, 60_000),
        reader.number("max_tokens", 512, 16, 65_536),
        reader
            .text("context_tokens")
            .map(given -> reader.number("context_tokens", 0, 1_024, 4_194_304)),
        reader.decimal("temperature", 0, 2),
        new SpokenPrompt(
            reader.text("system_prompt").orElse(SpokenPrompt.OURS),
            reader.text("system_prompt_extra").orElse("")),
        reader.flag("thinking", false),
        reader.number("tool_rounds", 4, 0, 32),
        reader.flag("summary", true),
        reader.number("load_ms", 300_000, 1_000, 3_600_000));
  }
}
