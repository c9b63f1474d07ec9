package coda.voice.conversation.listening;

import java.text.Normalizer;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Tells what listeners say to show that they listen ("mm-hm", "yes", "okay") from what they say to
 * be heard. Case, accents and punctuation do not matter. Immutable; any thread.
 */
public final class Backchannels {
  private static final Pattern ACCENTS = Pattern.compile("\\p{InCombiningDiacriticalMarks}+");
  private static final Pattern WORD =
      Pattern.compile("[\\p{L}\\p{M}\\p{N}]+(?:'[\\p{L}\\p{M}\\p{N}]+)*");

  private final Set<List<String>> phrases;
  private final int longest;

  private Backchannels(Set<List<String>> phrases) {
    this.phrases = phrases;
    this.longest = phrases.stream().mapToInt(List::size).max().orElse(0);
  }

  /**
   * Those of a conversation. Fillers ("um") and sounds ("mm") count as nothing said in any case.
   *
   * @param language BCP 47; of one that is not known the English phrases are taken
   * @param configured phrases instead of those of the language; empty for those of the language
   */
  public static Backchannels of(String language, List<String> configured) {
    BackchannelPhrases defaults = BackchannelPhrases.of(language);
    Collection<String> chosen = configured.isEmpty() ? defaults.backchannels() : configured;
    return new Backchannels(
        Stream.concat(chosen.stream(), defaults.fillers().stream())
            .map(Backchannels::words)
            .filter(words -> !words.isEmpty())
            .collect(Collectors.toUnmodifiableSet()));
  }

  /**
   * How many words want to be heard. Backchannels at the beginning do not count, everything from
   * the first other word on does: "okay okay" has none, "okay stop" one, "turn right" two, for
   * inside a sentence such a word is no backchannel.
   *
   * @param text a final transcript
   * @return 0 when there is nothing but backchannels and fillers, or no word at all
   */
  public int contentWords(String text) {
    List<String> words = words(text);
    return words.size() - covered(words);
  }

  /**
   * How many words of a partial transcript want to be heard: what may yet become a backchannel
   * ("go" of "go on") does not count.
   *
   * @param text the words so far
   * @return 0 when there is nothing but backchannels, fillers and the beginning of one
   */
  public int contentWordsSoFar(String text) {
    List<String> words = words(text);
    List<String> rest = words.subList(covered(words), words.size());
    return beginsPhrase(rest) ? 0 : rest.size();
  }

  private boolean beginsPhrase(List<String> words) {
    return phrases.stream()
        .anyMatch(
            phrase ->
                phrase.size() > words.size() && phrase.subList(0, words.size()).equals(words));
  }

  /** How many words at the beginning are a row of phrases, however it has to be divided. */
  private int covered(List<String> words) {
    boolean[] reached = new boolean[words.size() + 1];
    reached[0] = true;
    int furthest = 0;
    for (int from = 0; from <= furthest; from++) {
      for (int to = from + 1; reached[from] && to <= Math.min(words.size(), from + longest); to++) {
        if (phrases.contains(words.subList(from, to))) {
          reached[to] = true;
          furthest = Math.max(furthest, to);
        }
      }
    }
    return furthest;
  }

  /** The words of a text as they are compared; hyphens separate, apostrophes do not. */
  static List<String> words(String text) {
    String plain = ACCENTS.matcher(Normalizer.normalize(text, Normalizer.Form.NFD)).replaceAll("");
    // There and back, because some letters have two forms in one direction (ß is SS).
    String folded = plain.replace('\u2019', '\'').toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
    return WORD.matcher(folded).results().map(match -> match.group()).toList();
  }
}
