package coda.voice.engines.local.phrases;

import coda.voice.engines.local.english.Words;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Where a request may begin and end inside a text, once polite words around it are set aside: "hey
 * coda, could you … for me please".
 *
 * @param starts indices of a first word; 0 is one of them
 * @param ends indices after a last word; the text's size is one of them
 */
record Courtesies(Set<Integer> starts, Set<Integer> ends) {
  private static final List<String[]> BEFORE =
      List.of(
          new String[] {"hey"},
          new String[] {"hi"},
          new String[] {"hello"},
          new String[] {"can", "you"},
          new String[] {"could", "you"},
          new String[] {"would", "you"},
          new String[] {"will", "you"},
          new String[] {"can", "you", "tell", "me"},
          new String[] {"could", "you", "tell", "me"},
          new String[] {"do", "you", "know"},
          new String[] {"i", "want", "you", "to"},
          new String[] {"i", "would", "like", "you", "to"},
          new String[] {"i", "would", "like", "to", "know"},
          new String[] {"tell", "me"},
          new String[] {"coda"},
          new String[] {"okay"},
          new String[] {"ok"},
          new String[] {"and"},
          new String[] {"please"},
          new String[] {"um"},
          new String[] {"uh"});

  private static final List<String[]> AFTER =
      List.of(
          new String[] {"please"},
          new String[] {"for", "me"},
          new String[] {"to", "me"},
          new String[] {"coda"},
          new String[] {"now"},
          new String[] {"right", "now"},
          new String[] {"thanks"},
          new String[] {"thank", "you"},
          new String[] {"will", "you"},
          new String[] {"would", "you"});

  static Courtesies around(Words words) {
    Set<Integer> starts = new TreeSet<>(Set.of(0));
    for (int at = 0; at < words.size(); at++) {
      if (starts.contains(at)) {
        for (String[] phrase : BEFORE) {
          if (words.stand(at, phrase)) {
            starts.add(at + phrase.length);
          }
        }
      }
    }
    Set<Integer> ends = new TreeSet<>(Set.of(words.size()));
    trimEnd(words, words.size(), ends);
    return new Courtesies(starts, ends);
  }

  private static void trimEnd(Words words, int end, Set<Integer> ends) {
    for (String[] phrase : AFTER) {
      int start = end - phrase.length;
      if (start > 0 && words.stand(start, phrase) && ends.add(start)) {
        trimEnd(words, start, ends);
      }
    }
  }
}
