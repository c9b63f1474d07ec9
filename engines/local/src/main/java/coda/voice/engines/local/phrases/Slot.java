package coda.voice.engines.local.phrases;

import coda.voice.engines.local.english.Words;
import java.util.List;

/**
 * A place in a phrase for a value: a number, a duration, an item. It reads values from text, and
 * names a bounded vocabulary for recognisers.
 *
 * @param <T> what it reads
 */
public interface Slot<T> {
  /** As in {@code <number>}: lower-case letters. */
  String name();

  /** The values' class. */
  Class<T> type();

  /**
   * What may stand at a place of a text.
   *
   * @param words the text
   * @param from index of the first word
   * @return the readings, none when nothing fits
   */
  List<Fill<T>> read(Words words, int from);

  /** The body of its rule in a JSGF grammar; it may name other slots as {@code <name>}. */
  String grammar();

  /**
   * Example texts, lower case, numbers as words; several, so that a language model sees variety.
   */
  List<String> examples();

  /** Whether anything may stand there, so that a match says little. */
  boolean open();

  /**
   * A possible reading.
   *
   * @param value what was read
   * @param end index after its last word
   * @param cost 0 for certain, up to 1 for a guess
   */
  record Fill<T>(T value, int end, double cost) {}
}
