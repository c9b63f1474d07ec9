package coda.voice.conversation.store;

import coda.voice.engine.LanguageModel.Message;
import coda.voice.engine.LanguageModel.Role;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A turn as the history has it: what the user said, what tools did for it, and what was heard of
 * the answer. Stored again under the same number, with a higher revision, when the history is
 * corrected.
 *
 * @param number its own within its sitting, at least 0; 0 is what the client brought along
 * @param position its place among the turns of its sitting
 * @param revision how often it was told, from 1; of two, the higher one holds
 * @param beganAt when it began
 * @param changedAt when it changed last
 * @param mode who was to answer, as configuration has it: {@code adaptive}
 * @param language BCP 47
 * @param engines the names of the engines that answered, in the order of their work
 * @param lines oldest first; at most one is the user's, except in turn 0
 */
public record StoredTurn(
    int number,
    int position,
    int revision,
    Instant beganAt,
    Instant changedAt,
    String mode,
    String language,
    List<String> engines,
    List<Message> lines) {

  /** Copies the lists. */
  public StoredTurn {
    engines = List.copyOf(engines);
    lines = List.copyOf(lines);
  }

  /** What the user said; empty when the assistant spoke by itself. */
  public String said() {
    return text(Role.USER);
  }

  /** What the user heard of the answer; empty for nothing. */
  public String heard() {
    return text(Role.ASSISTANT);
  }

  private String text(Role role) {
    return lines.stream()
        .filter(line -> line.role() == role)
        .map(line -> line.text().strip())
        .collect(Collectors.joining(" "));
  }

  /**
   * The same, counted on from what was there before.
   *
   * @param turns how many there were
   */
  public StoredTurn after(int turns) {
    return new StoredTurn(
        number + turns,
        position + turns,
        revision,
        beganAt,
        changedAt,
        mode,
        language,
        engines,
        lines);
  }
}
