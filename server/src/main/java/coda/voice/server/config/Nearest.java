package coda.voice.server.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Finds the word somebody probably meant. */
final class Nearest {
  private Nearest() {}

  /**
   * The word with the fewest edits (insert, delete, replace, swap neighbours), if it is near enough
   * to be meant: at most a third of the letters.
   *
   * @param written what was written
   * @param words what there is
   */
  static Optional<String> to(String written, Collection<String> words) {
    return words.stream()
        .min(
            Comparator.comparingInt((String word) -> distance(written, word)).thenComparing(w -> w))
        .filter(word -> distance(written, word) <= Math.max(2, word.length() / 3));
  }

  /** Optimal string alignment distance; rows of the matrix two back are needed for swaps. */
  private static int distance(String a, String b) {
    int[] twoBack = new int[b.length() + 1];
    int[] back = new int[b.length() + 1];
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      back[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        boolean same = a.charAt(i - 1) == b.charAt(j - 1);
        row[j] = Math.min(Math.min(row[j - 1], back[j]) + 1, back[j - 1] + (same ? 0 : 1));
        boolean swapped =
            i > 1
                && j > 1
                && a.charAt(i - 1) == b.charAt(j - 2)
                && a.charAt(i - 2) == b.charAt(j - 1);
        if (swapped) {
          row[j] = Math.min(row[j], twoBack[j - 2] + 1);
        }
      }
      int[] free = twoBack;
      twoBack = back;
      back = row;
      row = free;
    }
    return back[b.length()];
  }
}
