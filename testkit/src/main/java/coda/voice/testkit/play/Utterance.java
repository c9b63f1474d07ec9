package coda.voice.testkit.play;

import coda.voice.audio.FramePool;
import coda.voice.testkit.scenario.SpeechManner;
import coda.voice.testkit.scenario.UserAction.Says;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Something the user says, with how it sounds and how it is understood. */
final class Utterance {
  private static final long USUAL_FINAL_MS = 20;

  private final String[] words;
  private final int firstWord;
  private final int frames;
  private final List<SpeechManner.Partial> partials = new ArrayList<>();
  private boolean usualPartials = true;
  private Optional<String> understoodAs = Optional.empty();
  private long finalAfterMs = USUAL_FINAL_MS;
  private double outlook = 0.5;
  private Ending ending = Ending.ONCE;

  /**
   * An utterance.
   *
   * @param says what and how
   * @param firstWord the number of its first word among all the user says
   */
  Utterance(Says says, int firstWord) {
    this.words = says.words().split(" ", -1);
    this.firstWord = firstWord;
    long ms = (long) words.length * Sound.MS_PER_WORD;
    for (SpeechManner manner : says.manners()) {
      switch (manner) {
        case SpeechManner.Lasting m -> ms = m.ms();
        case SpeechManner.Finished m -> outlook = m.outlook();
        case SpeechManner.WithoutPartials m -> usualPartials = false;
        case SpeechManner.Partial m -> {
          usualPartials = false;
          partials.add(m);
        }
        case SpeechManner.UnderstoodAs m -> understoodAs = Optional.of(m.text());
        case SpeechManner.UnderstoodAfter m -> finalAfterMs = m.ms();
        case SpeechManner.NeverUnderstood m -> ending = Ending.NEVER;
        case SpeechManner.NotUnderstood m -> ending = Ending.FAILURE;
        case SpeechManner.UnderstoodTwice m -> ending = Ending.TWICE;
        case SpeechManner.UnderstoodTooEarly m -> ending = Ending.TOO_EARLY;
      }
    }
    this.frames = (int) Math.max(words.length, ms / FramePool.FRAME_MS);
  }

  int wordCount() {
    return words.length;
  }

  int frames() {
    return frames;
  }

  /** The value of a frame. */
  short frame(int index) {
    return Sound.ofWord(firstWord + wordAt(index));
  }

  private int wordAt(int frame) {
    return (int) ((long) frame * words.length / frames);
  }

  boolean has(int word) {
    return word >= firstWord && word < firstWord + words.length;
  }

  String word(int word) {
    return words[word - firstWord];
  }

  /** Whether the last word has been heard to its end. */
  boolean complete(int word, int framesOfWord) {
    boolean last = word == firstWord + words.length - 1;
    return last && framesOfWord >= frames - firstFrame(words.length - 1);
  }

  private int firstFrame(int word) {
    return (word * frames + words.length - 1) / words.length;
  }

  /** Enough frames to understand a word: half of it. */
  int enoughFrames() {
    return Math.max(1, frames / words.length / 2);
  }

  boolean usualPartials() {
    return usualPartials;
  }

  List<SpeechManner.Partial> partials() {
    return partials;
  }

  Optional<String> understoodAs() {
    return understoodAs;
  }

  long finalAfterMs() {
    return finalAfterMs;
  }

  double outlook() {
    return outlook;
  }

  Ending ending() {
    return ending;
  }

  /** How its recognition ends. */
  enum Ending {
    ONCE,
    TWICE,
    TOO_EARLY,
    NEVER,
    FAILURE
  }
}
