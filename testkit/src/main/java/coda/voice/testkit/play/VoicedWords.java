package coda.voice.testkit.play;

import java.util.ArrayList;
import java.util.List;

/** Every word the voice has spoken, by the number its samples carry. */
final class VoicedWords {
  private final List<Word> words = new ArrayList<>();

  /** The samples of the next word. */
  short[] speak(String word, int samples) {
    words.add(new Word(word, samples));
    return Sound.of(Sound.ofWord(words.size() - 1), samples);
  }

  /** The word with a number. */
  Word word(int number) {
    return words.get(number);
  }

  /** A word and how many samples it has. */
  record Word(String text, int samples) {}
}
