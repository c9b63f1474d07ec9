package coda.voice.engines.local.recognition;

import edu.cmu.sphinx.decoder.search.Token;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The words of one hypothesis, each with its frames and how much better than free phones it
 * explains them.
 *
 * @param words in order, silences and noises among them
 */
record WordPath(List<Spoken> words) {
  static final WordPath NONE = new WordPath(List.of());
  private static final double LOG_BASE = Math.log(1.0001);

  /**
   * A word.
   *
   * @param text lower case
   * @param from its first frame of 10 ms
   * @param to the frame after its last
   * @param evidence log-likelihood ratio against free phones, per frame; normally between -3 and 1
   * @param filler whether it is a silence or a noise
   */
  record Spoken(String text, int from, int to, double evidence, boolean filler) {}

  /**
   * Reads a search path.
   *
   * @param end the path's last token
   * @param wordsFirst whether a word's token stands before its sounds
   * @param loop has heard the same frames
   */
  static WordPath of(@Nullable Token end, boolean wordsFirst, PhoneLoop loop) {
    List<Token> tokens = new ArrayList<>();
    for (Token token = end; token != null; token = token.getPredecessor()) {
      tokens.add(token);
    }
    List<Spoken> words = new ArrayList<>();
    int frame = 0;
    int from = 0;
    double acoustic = 0;
    Token word = null;
    for (Token token : tokens.reversed()) {
      if (token.isEmitting() && token.getData() != null) {
        acoustic += token.getAcousticScore();
        frame++;
      } else if (token.isWord()) {
        Token done = wordsFirst ? word : token;
        add(words, done, from, frame, acoustic, loop);
        word = token;
        from = frame;
        acoustic = 0;
      }
    }
    if (wordsFirst) {
      add(words, word, from, frame, acoustic, loop);
    }
    return new WordPath(words);
  }

  private static void add(
      List<Spoken> words,
      @Nullable Token token,
      int from,
      int to,
      double acoustic,
      PhoneLoop loop) {
    if (token == null || to <= from) {
      return;
    }
    var word = token.getWord();
    boolean filler = word.isFiller() || word.isSentenceStartWord() || word.isSentenceEndWord();
    words.add(spoken(word.getSpelling(), from, to, acoustic, filler, loop));
  }

  /**
   * A word with its evidence.
   *
   * @param text lower case
   * @param from its first frame
   * @param to the frame after its last
   * @param acoustic log score of the sounds in these frames
   * @param filler whether it is a silence or a noise
   * @param loop has heard the same frames
   */
  static Spoken spoken(
      String text, int from, int to, double acoustic, boolean filler, PhoneLoop loop) {
    double evidence = (acoustic - loop.score(from, to)) * LOG_BASE / Math.max(1, to - from);
    return new Spoken(text, from, to, evidence, filler);
  }

  /** Whether there are no words. */
  boolean isEmpty() {
    return words.stream().allMatch(Spoken::filler);
  }

  /** The words, separated by blanks. */
  String text() {
    return words.stream()
        .filter(w -> !w.filler())
        .map(Spoken::text)
        .collect(Collectors.joining(" "));
  }

  /** The evidence of all frames together, per frame. */
  double evidence() {
    double sum = 0;
    int frames = 0;
    for (Spoken word : words) {
      sum += word.evidence() * (word.to() - word.from());
      frames += word.filler() ? 0 : word.to() - word.from();
    }
    return frames == 0 ? 0 : sum / frames;
  }

  /** The worst evidence of any stretch of words that is at least this long. */
  double weakest(int frames) {
    double weakest = Double.POSITIVE_INFINITY;
    for (int first = 0; first < words.size(); first++) {
      double sum = 0;
      int length = 0;
      for (int last = first; last < words.size(); last++) {
        Spoken word = words.get(last);
        sum += word.evidence() * (word.to() - word.from());
        length += word.to() - word.from();
        if (length >= frames) {
          weakest = Math.min(weakest, sum / length);
          break;
        }
      }
    }
    return weakest == Double.POSITIVE_INFINITY ? evidence() : weakest;
  }
}
