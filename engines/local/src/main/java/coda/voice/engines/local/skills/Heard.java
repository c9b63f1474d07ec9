package coda.voice.engines.local.skills;

import coda.voice.engines.local.phrases.PhraseMatch;
import coda.voice.engines.local.phrases.Slot;
import java.util.List;
import java.util.Optional;

/**
 * What was understood of a turn.
 *
 * @param text as said or typed
 * @param spoken whether words may be misheard, so that nonsense is a mishearing
 * @param match the phrase it fits
 */
public record Heard(String text, boolean spoken, PhraseMatch match) {
  /**
   * The first value in a slot.
   *
   * @param slot one of {@link coda.voice.engines.local.phrases.Slots}
   */
  public <T> Optional<T> first(Slot<T> slot) {
    return match.first(slot);
  }

  /**
   * All values of a class, in order, whatever slots they are in.
   *
   * @param type the class
   */
  public <T> List<T> all(Class<T> type) {
    return match.values().stream()
        .map(PhraseMatch.Value::value)
        .filter(type::isInstance)
        .map(type::cast)
        .toList();
  }

  /**
   * All values in a slot, in order.
   *
   * @param slot one of {@link coda.voice.engines.local.phrases.Slots}
   */
  public <T> List<T> all(Slot<T> slot) {
    return match.all(slot);
  }

  /**
   * Whether a word of the phrase was said, even if misheard.
   *
   * @param word as the phrase spells it
   */
  public boolean says(String word) {
    return match.said().contains(word);
  }
}
