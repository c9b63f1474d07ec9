package coda.voice.testkit.play;

import java.util.ArrayList;
import java.util.List;

/** What of a reply reached the client, and what of that was played. Read off the samples. */
public final class HeardReply {
  private final String replyId;
  private final VoicedWords words;
  private final List<Run> received = new ArrayList<>();
  private final List<Run> played = new ArrayList<>();
  private final StringBuilder shown = new StringBuilder();
  private long firstFrameAt = -1;
  private long lastFrameAt = -1;
  private long receivedSamples;
  private long playedSamples;

  HeardReply(String replyId, VoicedWords words) {
    this.replyId = replyId;
    this.words = words;
  }

  /** Which. */
  public String replyId() {
    return replyId;
  }

  /** When its first frame arrived, or -1. */
  public long firstFrameAt() {
    return firstFrameAt;
  }

  /** When its last frame arrived, or -1. */
  public long lastFrameAt() {
    return lastFrameAt;
  }

  /** Audio that arrived, in ms. */
  public long receivedMs() {
    return ms(receivedSamples);
  }

  /** Audio that was played, in ms. */
  public long playedMs() {
    return ms(playedSamples);
  }

  /** The words that were played to their end. */
  public String heardText() {
    return wholeWords(played);
  }

  /** The words that arrived to their end. */
  public String receivedText() {
    return wholeWords(received);
  }

  /** The sentences that were shown. */
  public String shownText() {
    return shown.toString();
  }

  /** Whether nothing was lost or repeated between what arrived first and what arrived last. */
  public boolean seamless() {
    for (int i = 0; i < received.size(); i++) {
      Run run = received.get(i);
      VoicedWords.Word word = words.word(run.word);
      // A sound without words has no border to be cut at.
      boolean whole = run.samples == word.samples() || word.text().isEmpty();
      boolean cutAtTheEnd =
          i == received.size() - 1 && run.samples < words.word(run.word).samples();
      if (!(whole || cutAtTheEnd) || (i > 0 && !follows(received.get(i - 1), run))) {
        return false;
      }
    }
    return true;
  }

  /** The next word of the same speaker, or the chain's first after the duplex model's last. */
  private boolean follows(Run before, Run run) {
    boolean duplexBefore = words.word(before.word).duplex();
    boolean duplex = words.word(run.word).duplex();
    return duplexBefore == duplex ? run.word > before.word : duplexBefore;
  }

  /** Whether any of it was the duplex model's. */
  public boolean byDuplexModel() {
    return received.stream().anyMatch(run -> words.word(run.word).duplex());
  }

  /** Whether any of it was the synthesiser's. */
  public boolean byChain() {
    return received.stream().anyMatch(run -> !words.word(run.word).duplex());
  }

  void shows(String text) {
    shown.append(text);
  }

  void arrives(short[] samples, int length, long at) {
    if (firstFrameAt < 0) {
      firstFrameAt = at;
    }
    lastFrameAt = at;
    receivedSamples += length;
    add(received, samples, 0, length);
  }

  void plays(short[] samples, int from, int to) {
    playedSamples += to - from;
    add(played, samples, from, to);
  }

  private static void add(List<Run> runs, short[] samples, int from, int to) {
    int at = from;
    while (at < to) {
      short value = samples[at];
      // A word is one value throughout, so equal ends mean that there is nothing else between.
      int end = samples[to - 1] == value ? to : endOfRun(samples, at, to);
      int word = Sound.word(value);
      if (word >= 0) {
        if (runs.isEmpty() || runs.getLast().word != word) {
          runs.add(new Run(word));
        }
        runs.getLast().samples += end - at;
      }
      at = end;
    }
  }

  private static int endOfRun(short[] samples, int from, int to) {
    int end = from;
    while (end < to && samples[end] == samples[from]) {
      end++;
    }
    return end;
  }

  private String wholeWords(List<Run> runs) {
    StringBuilder text = new StringBuilder();
    for (Run run : runs) {
      VoicedWords.Word word = words.word(run.word);
      if (run.samples >= word.samples() && !word.text().isEmpty()) {
        text.append(text.isEmpty() ? "" : " ").append(word.text());
      }
    }
    return text.toString();
  }

  private static long ms(long samples) {
    return samples * 1000 / Sound.RATE;
  }

  private static final class Run {
    private final int word;
    private int samples;

    Run(int word) {
      this.word = word;
    }
  }
}
