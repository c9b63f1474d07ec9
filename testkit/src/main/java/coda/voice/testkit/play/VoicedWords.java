package coda.voice.testkit.play;

import java.util.ArrayList;
import java.util.List;

/** Every word that was spoken to the user, by the number its samples carry. */
final class VoicedWords {
  private final List<Word> words = new ArrayList<>();

  /** The samples of the synthesiser's next word. */
  short[] speak(String word, int samples) {
    return add(new Word(word, samples, false));
  }

  /** The samples of the duplex model's next word; empty for a sound without one. */
  short[] sings(String word, int samples) {
    return add(new Word(word, samples, true));
  }

  private short[] add(Word word) {
    words.add(word);
    return Sound.of(Sound.ofWord(words.size() - 1), word.samples());
  }

  /** The word with a number. */
  Word word(int number) {
    return words.get(number);
  }

  /** A word, how many samples it has, and whether it is the duplex model's. */
  record Word(String text, int samples, boolean duplex) {}
}
