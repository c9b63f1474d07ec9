package coda.voice.conversation.reply;

import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Cuts text that arrives in pieces into sentences as soon as they are complete.
 *
 * <p>Boundaries are the JDK's, with what it gets wrong for speech put right: no sentence ends after
 * an abbreviation ("Dr."), an initial ("J. Smith") or a list number ("1."); every line break ends
 * one. A sentence is given out when the next one has begun, so a text that stops is complete only
 * after {@link #finish}. Because the listener waits for the first one, a long first sentence is cut
 * at its first clause; and no piece is longer than {@link #MAX_LENGTH}.
 *
 * <p>Used by one thread.
 */
public final class SentenceSplitter {
  /** The most characters in one piece; longer sentences are cut at a blank. */
  public static final int MAX_LENGTH = 300;

  private static final int LONG_FIRST_SENTENCE = 80;
  private static final int SHORTEST_FIRST_CLAUSE = 25;

  private static final Set<String> ABBREVIATIONS =
      Set.of(
          "adm", "approx", "apr", "aug", "ave", "blvd", "capt", "cf", "co", "col", "corp", "dec",
          "dept", "dr", "e.g", "feb", "fig", "fr", "gen", "gov", "hon", "i.e", "inc", "jan", "jr",
          "lt", "ltd", "maj", "mr", "mrs", "ms", "mt", "nov", "oct", "pp", "prof", "rep", "rev",
          "sen", "sept", "sgt", "sr", "st", "u.k", "u.s", "vol", "vs");

  private final BreakIterator boundaries;
  private final StringBuilder pending = new StringBuilder();
  private boolean first = true;

  /**
   * A splitter for one answer.
   *
   * @param locale of the text
   */
  public SentenceSplitter(Locale locale) {
    this.boundaries = BreakIterator.getSentenceInstance(locale);
  }

  /**
   * Takes the next characters.
   *
   * @param delta continues what came before
   * @return the pieces that are complete now, each without blanks around it
   */
  public List<String> feed(String delta) {
    pending.append(delta);
    List<String> complete = new ArrayList<>();
    int end;
    while ((end = nextEnd()) > 0) {
      take(end, complete);
    }
    return complete;
  }

  /** The text is over: what is left, in pieces. */
  public List<String> finish() {
    List<String> rest = new ArrayList<>(feed("\n"));
    take(pending.length(), rest);
    return rest;
  }

  private void take(int end, List<String> into) {
    String piece = pending.substring(0, end).strip();
    pending.delete(0, end);
    if (!piece.isEmpty()) {
      into.add(piece);
      first = false;
    }
  }

  /** Where the first complete piece ends, or 0. */
  private int nextEnd() {
    int end = sentenceEnd();
    int known = end > 0 ? end : pending.length();
    if (first && known > LONG_FIRST_SENTENCE) {
      int clause = clauseEnd(known);
      if (clause > 0) {
        return clause;
      }
    }
    return known > MAX_LENGTH ? blankBefore(MAX_LENGTH) : end;
  }

  private int sentenceEnd() {
    int lineEnd = pending.indexOf("\n");
    String text = lineEnd >= 0 ? pending.substring(0, lineEnd) : pending.toString();
    boundaries.setText(text);
    boundaries.first();
    for (int end = boundaries.next(); end != BreakIterator.DONE; end = boundaries.next()) {
      if (end < text.length() && endsSentence(text, end)) {
        return end;
      }
    }
    return lineEnd + 1;
  }

  private static boolean endsSentence(String text, int end) {
    String sentence = text.substring(0, end).stripTrailing();
    if (!sentence.endsWith(".")) {
      return true;
    }
    String body = sentence.substring(0, sentence.length() - 1);
    String lastWord = body.substring(lastBlank(body) + 1);
    String word = lastWord.replaceAll("^[^\\p{L}\\p{N}]+", "");
    boolean initial = word.length() == 1 && Character.isUpperCase(word.charAt(0));
    boolean listNumber = !word.isEmpty() && word.chars().allMatch(Character::isDigit);
    boolean atStart = body.strip().equals(lastWord);
    return !(initial && !"I".equals(word))
        && !(listNumber && atStart)
        && !ABBREVIATIONS.contains(word.toLowerCase(Locale.ROOT));
  }

  private static int lastBlank(String text) {
    int at = text.length() - 1;
    while (at >= 0 && !Character.isWhitespace(text.charAt(at))) {
      at--;
    }
    return at;
  }

  private int clauseEnd(int limit) {
    for (int i = SHORTEST_FIRST_CLAUSE; i + 1 < limit; i++) {
      char c = pending.charAt(i);
      if ((c == ',' || c == ';' || c == ':' || c == '—')
          && Character.isWhitespace(pending.charAt(i + 1))) {
        return i + 1;
      }
    }
    return 0;
  }

  private int blankBefore(int limit) {
    for (int i = limit; i > limit / 2; i--) {
      if (Character.isWhitespace(pending.charAt(i))) {
        return i;
      }
    }
    // Never between the halves of a character.
    return Character.isHighSurrogate(pending.charAt(limit - 1)) ? limit - 1 : limit;
  }
}
