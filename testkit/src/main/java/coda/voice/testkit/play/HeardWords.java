package coda.voice.testkit.play;

import coda.voice.audio.FramePool;
import coda.voice.testkit.scenario.SpeechManner.Partial;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What one recognition has heard: the utterances whose words were in the sound. */
final class HeardWords {
  /** A word is told as a partial so many frames after it. */
  private static final int PARTIAL_LAG = 100 / FramePool.FRAME_MS;

  private final Microphone microphone;
  private final List<Heard> utterances = new ArrayList<>();
  private int frames;
  private int word = -1;
  private boolean finalIsEarly;
  private int lagging = -1;

  HeardWords(Microphone microphone) {
    this.microphone = microphone;
  }

  /** The next frame. */
  void hear(short value) {
    frames++;
    int next = Sound.word(value);
    if (next >= 0) {
      Heard heard = utterance(next);
      heard.add(next);
      lagging = PARTIAL_LAG;
      finalIsEarly =
          heard.utterance.ending() == Utterance.Ending.TOO_EARLY
              && heard.utterance.complete(next, heard.framesOfLast());
    }
    word = next;
  }

  private Heard utterance(int word) {
    if (!utterances.isEmpty() && utterances.getLast().utterance.has(word)) {
      return utterances.getLast();
    }
    for (Utterance utterance : microphone.utterances()) {
      if (utterance.has(word)) {
        utterances.add(new Heard(utterance, frames));
        return utterances.getLast();
      }
    }
    throw new IllegalStateException("nobody said word " + word);
  }

  /** What is to be told now, if it is time to tell something. */
  Optional<String> partial() {
    if (utterances.isEmpty()) {
      return Optional.empty();
    }
    Heard last = utterances.getLast();
    if (!last.utterance.usualPartials()) {
      return last.scripted(frames).map(text -> before(last) + text);
    }
    boolean wordOver = word < 0 && lagging >= 0 && lagging-- == 0;
    boolean nextWord = word >= 0 && last.framesOfLast() == PARTIAL_LAG && last.count() > 1;
    return wordOver || nextWord ? Optional.of(text(nextWord)) : Optional.empty();
  }

  boolean usualPartials() {
    return utterances.stream().allMatch(h -> h.utterance.usualPartials());
  }

  boolean finalIsEarly() {
    return finalIsEarly;
  }

  /** All that was understood. */
  String text() {
    return join(utterances.stream().map(h -> h.text(false)).toList());
  }

  private String text(boolean withoutLastWord) {
    Heard last = utterances.getLast();
    return (before(last) + last.words(withoutLastWord)).strip();
  }

  private String before(Heard last) {
    String text = join(utterances.stream().filter(h -> h != last).map(h -> h.text(false)).toList());
    return text.isEmpty() ? "" : text + " ";
  }

  private static String join(List<String> texts) {
    return String.join(" ", texts.stream().filter(t -> !t.isEmpty()).toList());
  }

  Utterance.Ending ending() {
    return utterances.isEmpty() ? Utterance.Ending.ONCE : utterances.getLast().utterance.ending();
  }

  long finalAfterMs() {
    return utterances.isEmpty() ? 20 : utterances.getLast().utterance.finalAfterMs();
  }

  /** What was heard of one utterance. */
  private static final class Heard {
    private final Utterance utterance;
    private final int sinceFrame;
    private final List<Integer> words = new ArrayList<>();
    private final List<Integer> frames = new ArrayList<>();
    private int partialsTold;

    Heard(Utterance utterance, int sinceFrame) {
      this.utterance = utterance;
      this.sinceFrame = sinceFrame;
    }

    void add(int word) {
      if (words.isEmpty() || words.getLast() != word) {
        words.add(word);
        frames.add(0);
      }
      frames.set(frames.size() - 1, frames.getLast() + 1);
    }

    int count() {
      return words.size();
    }

    int framesOfLast() {
      return frames.getLast();
    }

    Optional<String> scripted(int now) {
      List<Partial> partials = utterance.partials();
      if (partialsTold < partials.size()) {
        Partial next = partials.get(partialsTold);
        if ((long) (now - sinceFrame) * FramePool.FRAME_MS >= next.ms()) {
          partialsTold++;
          return Optional.of(next.text());
        }
      }
      return Optional.empty();
    }

    String text(boolean withoutLast) {
      return utterance.understoodAs().orElseGet(() -> words(withoutLast));
    }

    String words(boolean withoutLast) {
      List<String> understood = new ArrayList<>();
      for (int i = 0; i < words.size() - (withoutLast ? 1 : 0); i++) {
        if (frames.get(i) >= utterance.enoughFrames()) {
          understood.add(utterance.word(words.get(i)));
        }
      }
      return String.join(" ", understood);
    }
  }
}
