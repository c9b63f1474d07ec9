package coda.voice.engines.local.phrases;

import coda.voice.engines.local.english.Words;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Phrases and whom they belong to. One notation, three uses: understanding text, a grammar for
 * recognisers, example sentences for a language model. Immutable; any thread.
 *
 * @param <T> whom phrases belong to
 */
public final class PhraseBook<T> {
  private final List<Entry<T>> entries;

  /** Phrases that begin so are understood, but left out of the grammar. */
  private static final String RARE = "rare:";

  private static final Pattern WORDS = Pattern.compile(" ");
  private static final int ROUNDS_FOR_NEW_WORDS = 120;

  private record Entry<T>(T owner, Phrase phrase, PhraseNet net, boolean rare) {}

  private PhraseBook(List<Entry<T>> entries) {
    this.entries = List.copyOf(entries);
  }

  /** Writes a book. */
  public static final class Writer<T> {
    private final List<Entry<T>> entries = new ArrayList<>();

    /**
     * Adds phrases.
     *
     * @param owner whose
     * @param phrases in the notation: words, {@code [optional]}, {@code (a|b)}, {@code <slot>};
     *     {@code rare:} before a phrase leaves it out of the grammar
     * @throws IllegalArgumentException naming the phrase that is wrong
     */
    public Writer<T> add(T owner, List<String> phrases) {
      for (String notation : phrases) {
        boolean rare = notation.startsWith(RARE);
        Phrase phrase = PhraseParser.parse(rare ? notation.substring(RARE.length()) : notation);
        entries.add(new Entry<>(owner, phrase, PhraseNet.of(phrase), rare));
      }
      return this;
    }

    /** The book. */
    public PhraseBook<T> write() {
      return new PhraseBook<>(entries);
    }
  }

  /**
   * Whom a text may be meant for.
   *
   * @param owner whose phrase
   * @param match how it fits
   */
  public record Candidate<T>(T owner, PhraseMatch match) {}

  /**
   * Everybody one of whose phrases fits well enough, the best first, each once.
   *
   * @param words the text
   * @param spoken whether words may be misheard, rather than mistyped
   */
  public List<Candidate<T>> candidates(Words words, boolean spoken) {
    if (words.isEmpty() || words.cut()) {
      return List.of();
    }
    PhraseMatcher matcher = new PhraseMatcher(words, spoken);
    List<Candidate<T>> found = new ArrayList<>();
    for (Entry<T> entry : entries) {
      Optional<PhraseMatch> match = matcher.match(entry.net).filter(PhraseMatch::good);
      match.ifPresent(m -> found.add(new Candidate<>(entry.owner, m)));
    }
    found.sort(
        Comparator.comparingDouble((Candidate<T> c) -> c.match().error())
            .thenComparingDouble(c -> -c.match().weight()));
    Set<T> owners = new LinkedHashSet<>();
    return found.stream().filter(c -> owners.add(c.owner())).toList();
  }

  /**
   * Whether a text is a whole phrase, word for word, that need not go on.
   *
   * @param text recognised so far
   */
  public boolean isWhole(String text) {
    Words words = Words.of(text);
    if (words.isEmpty() || words.cut()) {
      return false;
    }
    PhraseMatcher matcher = PhraseMatcher.exact(words);
    boolean dangling = WordCosts.dangles(words.at(words.size() - 1));
    return entries.stream()
        .map(entry -> matcher.match(entry.net))
        .flatMap(Optional::stream)
        .anyMatch(match -> match.exact() && !(match.openEnd() && (dangling || !match.stated())));
  }

  /** A JSGF grammar of all phrases but the rare ones, public rule {@code <command>}. */
  public String jsgf() {
    return new JsgfWriter()
        .write(entries.stream().filter(entry -> !entry.rare).map(Entry::phrase).toList());
  }

  /**
   * Example sentences, the same every time: a few of each phrase, more of those with slots so that
   * their vocabulary occurs, fewer of the rare ones; and on until all usual words have occurred.
   */
  public List<String> sentences() {
    SentenceSampler sampler = new SentenceSampler();
    Set<String> sentences = new LinkedHashSet<>();
    Set<String> words = new HashSet<>();
    for (Entry<T> entry : entries) {
      sentences.addAll(sampler.sample(entry.phrase, most(entry)));
    }
    sentences.forEach(sentence -> words.addAll(WORDS.splitAsStream(sentence).toList()));
    List<Entry<T>> usual = entries.stream().filter(entry -> !entry.rare).toList();
    for (int round = 0; round < ROUNDS_FOR_NEW_WORDS; round++) {
      for (Entry<T> entry : usual) {
        String sentence = sampler.sample(entry.phrase, 1).getFirst();
        if (words.addAll(WORDS.splitAsStream(sentence).toList())) {
          sentences.add(sentence);
        }
      }
    }
    return List.copyOf(sentences);
  }

  private int most(Entry<T> entry) {
    if (entry.rare) {
      return 2;
    }
    return entry.net.hasSlots() ? 16 : 5;
  }
}
