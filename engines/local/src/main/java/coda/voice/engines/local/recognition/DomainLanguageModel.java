package coda.voice.engines.local.recognition;

import edu.cmu.sphinx.linguist.WordSequence;
import edu.cmu.sphinx.linguist.dictionary.Dictionary;
import edu.cmu.sphinx.linguist.dictionary.Word;
import edu.cmu.sphinx.linguist.language.ngram.LanguageModel;
import edu.cmu.sphinx.util.LogMath;
import edu.cmu.sphinx.util.props.PropertySheet;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A trigram model counted from the domain's example sentences.
 *
 * <p>Probabilities are interpolated after Witten and Bell ("The zero-frequency problem", IEEE
 * Transactions on Information Theory 37(4), 1991): a history that was followed by many different
 * words trusts the shorter history more.
 */
final class DomainLanguageModel implements LanguageModel {
  private static final int DEPTH = 3;

  private final Set<String> vocabulary = new HashSet<>();
  private final Map<WordSequence, Integer> counts = new HashMap<>();
  private final Map<WordSequence, Integer> followers = new HashMap<>();
  private final Map<WordSequence, Integer> occurrences = new HashMap<>();
  private final LogMath logMath = LogMath.getLogMath();
  private int total;
  private int types;

  /**
   * Counts the sentences.
   *
   * @param sentences of words that are all in the dictionary
   * @param dictionary their pronunciations
   */
  DomainLanguageModel(List<String> sentences, Dictionary dictionary) {
    for (String sentence : sentences) {
      List<Word> words = new ArrayList<>();
      words.add(dictionary.getSentenceStartWord());
      for (String word : sentence.split(" ")) {
        vocabulary.add(word);
        words.add(dictionary.getWord(word));
      }
      words.add(dictionary.getSentenceEndWord());
      for (int end = 0; end < words.size(); end++) {
        for (int length = 1; length <= Math.min(DEPTH, end + 1); length++) {
          count(words.subList(end + 1 - length, end + 1));
        }
      }
    }
  }

  private void count(List<Word> gram) {
    int before = counts.merge(new WordSequence(gram), 1, Integer::sum) - 1;
    if (gram.size() == 1) {
      total++;
      types += before == 0 ? 1 : 0;
    } else {
      WordSequence history = new WordSequence(gram.subList(0, gram.size() - 1));
      occurrences.merge(history, 1, Integer::sum);
      if (before == 0) {
        followers.merge(history, 1, Integer::sum);
      }
    }
  }

  @Override
  public float getProbability(WordSequence words) {
    return logMath.linearToLog(probability(words));
  }

  private double probability(WordSequence words) {
    int count = counts.getOrDefault(words, 0);
    if (words.size() <= 1) {
      return (count + 1.0) / (total + types);
    }
    double shorter = probability(words.getNewest());
    WordSequence history = words.getOldest();
    int seen = occurrences.getOrDefault(history, 0);
    if (seen == 0) {
      return shorter;
    }
    int different = followers.getOrDefault(history, 0);
    return (count + different * shorter) / (seen + different);
  }

  @Override
  public float getSmear(WordSequence words) {
    return 0;
  }

  @Override
  public Set<String> getVocabulary() {
    return vocabulary;
  }

  @Override
  public int getMaxDepth() {
    return DEPTH;
  }

  @Override
  public void allocate() {
    // counted when it was made
  }

  @Override
  public void deallocate() {
    // the garbage collector's
  }

  @Override
  public void onUtteranceEnd() {
    // nothing is cached per utterance
  }

  @Override
  public void newProperties(PropertySheet properties) {
    throw new UnsupportedOperationException("not configured through XML");
  }
}
