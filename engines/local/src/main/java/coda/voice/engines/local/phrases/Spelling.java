package coda.voice.engines.local.phrases;

/** How alike two words are written: what a slip of the finger does to a word. */
final class Spelling {
  private Spelling() {}

  /**
   * Whether one may be the other mistyped: one slip in a word of four letters or more (a swapped
   * letter only from five, for short words are easily other words), two from eight.
   *
   * @param a a lower-case word
   * @param b a lower-case word
   */
  static boolean mayBeSlip(String a, String b) {
    int shorter = Math.min(a.length(), b.length());
    if (Math.abs(a.length() - b.length()) > 2 || shorter < 3 || a.charAt(0) != b.charAt(0)) {
      return false;
    }
    int slips = distance(a, b);
    if (slips <= 1) {
      boolean otherLetter = a.length() == b.length() && !sameLetters(a, b);
      boolean swapped = a.length() == b.length() && !otherLetter;
      return swapped || (otherLetter ? shorter >= 5 : Math.max(a.length(), b.length()) >= 4);
    }
    return slips == 2 && shorter >= 8;
  }

  private static boolean sameLetters(String a, String b) {
    return a.chars().sorted().boxed().toList().equals(b.chars().sorted().boxed().toList());
  }

  /** Optimal string alignment: insertions, deletions, substitutions, swapped neighbours. */
  static int distance(String a, String b) {
    int[][] d = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      d[i][0] = i;
    }
    for (int j = 0; j <= b.length(); j++) {
      d[0][j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      for (int j = 1; j <= b.length(); j++) {
        int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        d[i][j] = Math.min(d[i - 1][j - 1] + change, Math.min(d[i - 1][j], d[i][j - 1]) + 1);
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
        }
      }
    }
    return d[a.length()][b.length()];
  }
}
