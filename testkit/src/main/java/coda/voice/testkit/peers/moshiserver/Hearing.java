package coda.voice.testkit.peers.moshiserver;

import java.util.List;

/** What is understood of one connection's audio. */
public sealed interface Hearing {
  /**
   * A word of the script.
   *
   * @param text as the model writes it
   * @param startMs in the connection's audio
   * @param endMs in the connection's audio
   */
  record ScriptedWord(String text, int startMs, int endMs) {}

  /**
   * Words at their times, whatever is heard.
   *
   * @param words in order
   */
  record AtTimes(List<ScriptedWord> words) implements Hearing {
    /** Copies the words. */
    public AtTimes {
      words = List.copyOf(words);
    }
  }

  /**
   * The next word for each 320 ms of sound, and for what is left of it when it ends.
   *
   * @param words in order; sound after the last one is not understood
   */
  record OfSound(List<String> words) implements Hearing {
    /** Copies the words. */
    public OfSound {
      words = List.copyOf(words);
    }

    /** The words of a sentence. */
    public static OfSound of(String sentence) {
      return new OfSound(List.of(sentence.split(" ")));
    }
  }
}
