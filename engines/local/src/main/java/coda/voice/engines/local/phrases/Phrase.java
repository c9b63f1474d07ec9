package coda.voice.engines.local.phrases;

import java.util.List;

/**
 * A phrase in parts, as {@link PhraseParser} reads it from the notation:
 *
 * <pre>
 *   [please] (set|start) [a] timer for &lt;duration&gt;
 * </pre>
 */
sealed interface Phrase {
  /** One word, lower case. */
  record Word(String text) implements Phrase {}

  /** Parts in order. */
  record Sequence(List<Phrase> parts) implements Phrase {}

  /** One of several. */
  record Choice(List<Phrase> options) implements Phrase {}

  /** May be left out. */
  record Maybe(Phrase part) implements Phrase {}

  /** A place for a value. */
  record Place(Slot<?> slot) implements Phrase {}
}
