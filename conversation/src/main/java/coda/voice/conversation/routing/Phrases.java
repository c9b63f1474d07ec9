package coda.voice.conversation.routing;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Rows of whole words; a phrase is never found inside a word. */
final class Phrases {
  private final Set<List<String>> phrases;
  private final int longest;

  private Phrases(Set<List<String>> phrases) {
    this.phrases = phrases;
    this.longest = phrases.stream().mapToInt(List::size).max().orElse(0);
  }

  /**
   * Phrases of a list.
   *
   * @param list divided by commas
   */
  static Phrases of(String list) {
    return new Phrases(
        Arrays.stream(list.split(",", -1))
            .map(Words::of)
            .filter(words -> !words.isEmpty())
            .collect(Collectors.toUnmodifiableSet()));
  }

  /** Whether one of them is among the words. */
  boolean in(List<String> words) {
    for (int from = 0; from < words.size(); from++) {
      if (lengthAt(words, from) > 0) {
        return true;
      }
    }
    return false;
  }

  /** The length of the longest phrase that begins at a word; 0 when none does. */
  int lengthAt(List<String> words, int from) {
    for (int length = Math.min(longest, words.size() - from); length > 0; length--) {
      if (phrases.contains(words.subList(from, from + length))) {
        return length;
      }
    }
    return 0;
  }
}
