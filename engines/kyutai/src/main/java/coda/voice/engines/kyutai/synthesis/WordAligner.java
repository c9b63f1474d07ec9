package coda.voice.engines.kyutai.synthesis;

import coda.voice.engines.kyutai.synthesis.SpokenWords.Spoken;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;

/**
 * Finds the words the server speaks of among those it was sent. It may leave words out, split or
 * join them or name others: what is not found consumes nothing, but lets later words be looked for
 * further ahead, so that both sides always come together again.
 */
final class WordAligner {
  private static final int LOOK_AHEAD = 5;

  private final List<Spoken> words;
  private int next;
  private int missed;
  private int marked = -1;

  WordAligner(SpokenWords words) {
    this.words = words.words();
  }

  /**
   * The next word the server speaks of.
   *
   * @param text as it names it
   * @return where the word of the original text begins; empty when it was marked before or is
   *     unknown
   */
  OptionalInt next(String text) {
    String wanted = key(text);
    if (wanted.isEmpty()) {
      return OptionalInt.empty();
    }
    int limit = Math.min(words.size(), next + missed + LOOK_AHEAD);
    for (int at = next; at < limit; at++) {
      if (matches(wanted, at)) {
        return consume(at);
      }
    }
    missed++;
    return OptionalInt.empty();
  }

  /** Whether the last word was spoken of. */
  boolean complete() {
    return next == words.size();
  }

  private boolean matches(String wanted, int at) {
    String sent = key(words.get(at).text());
    // The next word may come in pieces, or together with those after it.
    return sent.equals(wanted)
        || (at == next && (sent.startsWith(wanted) || wanted.startsWith(sent)));
  }

  private OptionalInt consume(int at) {
    next = at + 1;
    missed = 0;
    int offset = words.get(at).offset();
    if (offset <= marked) {
      return OptionalInt.empty();
    }
    marked = offset;
    return OptionalInt.of(offset);
  }

  private static String key(String text) {
    StringBuilder key = new StringBuilder();
    text.toLowerCase(Locale.ROOT)
        .codePoints()
        .filter(Character::isLetterOrDigit)
        .forEach(key::appendCodePoint);
    return key.toString();
  }
}
