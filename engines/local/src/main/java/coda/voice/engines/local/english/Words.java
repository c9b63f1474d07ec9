package coda.voice.engines.local.english;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The words of a typed or recognised text: lower case, contractions written out, numbers and
 * arithmetic signs as words of their own, everything else (emoji, punctuation, control characters)
 * dropped. Immutable.
 *
 * <p>Only the first {@link #MAX_CHARACTERS} characters and {@link #MAX_WORDS} words are looked at,
 * so that hostile text costs no more than a long sentence; {@link #cut()} tells.
 */
public final class Words {
  /** Characters looked at. */
  public static final int MAX_CHARACTERS = 600;

  /** Words kept. */
  public static final int MAX_WORDS = 60;

  private static final Pattern HYPHEN = Pattern.compile("(?<=[\\p{L}\\d])-(?=\\p{L})");
  private static final Pattern TOKEN =
      Pattern.compile(
          "\\d{1,3}(?:,\\d{3})+(?:\\.\\d+)?(?!\\d)|\\d+(?:\\.\\d+)?|\\.\\d+"
              + "|\\p{L}+(?:'\\p{L}+)*|[-+*/^()%°×÷]");
  private static final Pattern NUMBER = Pattern.compile("[\\d.]+");

  private static final Map<String, List<String>> CONTRACTIONS =
      Map.ofEntries(
          Map.entry("what's", List.of("what", "is")),
          Map.entry("whats", List.of("what", "is")),
          Map.entry("who's", List.of("who", "is")),
          Map.entry("how's", List.of("how", "is")),
          Map.entry("where's", List.of("where", "is")),
          Map.entry("when's", List.of("when", "is")),
          Map.entry("it's", List.of("it", "is")),
          Map.entry("that's", List.of("that", "is")),
          Map.entry("there's", List.of("there", "is")),
          Map.entry("i'm", List.of("i", "am")),
          Map.entry("i'd", List.of("i", "would")),
          Map.entry("i'll", List.of("i", "will")),
          Map.entry("i've", List.of("i", "have")),
          Map.entry("you're", List.of("you", "are")),
          Map.entry("don't", List.of("do", "not")),
          Map.entry("dont", List.of("do", "not")),
          Map.entry("didn't", List.of("did", "not")),
          Map.entry("doesn't", List.of("does", "not")),
          Map.entry("can't", List.of("can", "not")),
          Map.entry("cannot", List.of("can", "not")),
          Map.entry("isn't", List.of("is", "not")),
          Map.entry("let's", List.of("let", "us")),
          Map.entry("gimme", List.of("give", "me")),
          Map.entry("goodnight", List.of("good", "night")),
          Map.entry("r", List.of("are")),
          Map.entry("u", List.of("you")),
          Map.entry("wanna", List.of("want", "to")),
          Map.entry("gotta", List.of("have", "to")));

  private final List<String> words;
  private final List<String> originals;
  private final boolean cut;

  private Words(List<String> words, List<String> originals, boolean cut) {
    this.words = List.copyOf(words);
    this.originals = List.copyOf(originals);
    this.cut = cut;
  }

  /**
   * Splits a text.
   *
   * @param text anything
   */
  public static Words of(String text) {
    String start = text.length() > MAX_CHARACTERS ? text.substring(0, MAX_CHARACTERS) : text;
    String plain =
        HYPHEN.matcher(start.replace('\u2019', '\'').replace('\u2212', '-')).replaceAll(" ");
    List<String> words = new ArrayList<>();
    List<String> originals = new ArrayList<>();
    Matcher matcher = TOKEN.matcher(plain);
    boolean cut = text.length() > MAX_CHARACTERS;
    while (matcher.find()) {
      if (words.size() >= MAX_WORDS) {
        cut = true;
        break;
      }
      String original = matcher.group();
      String word = original.toLowerCase(Locale.ROOT).replace(",", "");
      List<String> parts = CONTRACTIONS.getOrDefault(word, List.of(word));
      words.addAll(parts);
      originals.addAll(parts.size() == 1 ? List.of(original) : parts);
    }
    return new Words(words, originals, cut);
  }

  /** How many there are. */
  public int size() {
    return words.size();
  }

  /** Whether there are none. */
  public boolean isEmpty() {
    return words.isEmpty();
  }

  /** Whether the text was longer than what is looked at. */
  public boolean cut() {
    return cut;
  }

  /**
   * One word, or an empty string beyond the end.
   *
   * @param index 0 or more
   */
  public String at(int index) {
    return index < words.size() ? words.get(index) : "";
  }

  /**
   * Whether a word is a number in digits.
   *
   * @param index 0 or more
   */
  public boolean digitsAt(int index) {
    return NUMBER.matcher(at(index)).matches();
  }

  /**
   * Whether these words stand at a place.
   *
   * @param index of the first
   * @param expected one or more
   */
  public boolean stand(int index, String... expected) {
    for (int i = 0; i < expected.length; i++) {
      if (!at(index + i).equals(expected[i])) {
        return false;
      }
    }
    return true;
  }

  /** All of them. */
  public List<String> list() {
    return words;
  }

  /**
   * A part of the text as it was written, words separated by blanks.
   *
   * @param from first word
   * @param to after the last word
   */
  public String original(int from, int to) {
    return String.join(" ", originals.subList(from, to));
  }

  /** Words separated by blanks. */
  @Override
  public String toString() {
    return String.join(" ", words);
  }
}
