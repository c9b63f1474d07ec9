package coda.voice.conversation.playback;

import coda.voice.audio.AudioFrame;
import coda.voice.audio.FramePool;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * The audio of one answer, sentence by sentence, waiting to be sent, and the map from audio back to
 * words.
 *
 * <p>Used on the session's loop only. How much may wait is bounded by its user, who asks for the
 * next sentence only when {@link #waitingMs()} is low.
 */
public final class SpeechTrack {
  private final int sampleRate;
  private final Deque<short[]> waiting = new ArrayDeque<>();
  private final List<SpokenSentence> sentences = new ArrayList<>();
  private int headOffset;
  private long waitingSamples;
  private long writtenSamples;
  private long readSamples;
  private int announced;
  private boolean complete;
  private boolean anyGuarded;

  /**
   * An empty track.
   *
   * @param sampleRate of everything written, in Hz
   */
  public SpeechTrack(int sampleRate) {
    this.sampleRate = sampleRate;
  }

  /**
   * A new sentence begins; audio written from now on belongs to it.
   *
   * @param text with the blank that separates it from the one before
   */
  public void beginSentence(String text) {
    beginSentence(text, false);
  }

  /**
   * A new sentence begins; audio written from now on belongs to it.
   *
   * @param text with the blank that separates it from the one before
   * @param guarded whether it must not be interrupted while it is played
   */
  public void beginSentence(String text, boolean guarded) {
    sentences.add(new SpokenSentence(text, writtenSamples, sampleRate, guarded));
    anyGuarded |= guarded;
  }

  /**
   * A word of the present sentence begins.
   *
   * @param textOffset index of its first character in the sentence
   * @param sample position in the sentence's audio, at the track's rate
   */
  public void markWord(int textOffset, long sample) {
    sentences.getLast().mark(textOffset, sample);
  }

  /**
   * More audio of the present sentence.
   *
   * @param samples mono at the track's rate; belongs to the track from now on
   */
  public void write(short[] samples) {
    if (samples.length > 0) {
      waiting.add(samples);
      waitingSamples += samples.length;
      writtenSamples += samples.length;
    }
  }

  /** The present sentence has all its audio. */
  public void endSentence() {
    sentences.getLast().complete(writtenSamples);
  }

  /** No more sentences come. */
  public void complete() {
    complete = true;
  }

  /** Whether a frame can be read: 20 ms are there, or the last of the answer. */
  public boolean frameReady() {
    return waitingSamples >= FramePool.samplesPerFrame(sampleRate)
        || (complete && waitingSamples > 0);
  }

  /**
   * Takes the next 20 ms; the last frame of the answer is filled up with silence. To be called when
   * {@link #frameReady()}.
   *
   * @param pool where the frame comes from
   * @return a frame leased to the caller
   */
  public AudioFrame read(FramePool pool) {
    int wanted = FramePool.samplesPerFrame(sampleRate);
    AudioFrame frame = pool.lease(sampleRate).length(wanted);
    int filled = 0;
    while (filled < wanted && !waiting.isEmpty()) {
      short[] head = waiting.peek();
      int take = Math.min(wanted - filled, head.length - headOffset);
      System.arraycopy(head, headOffset, frame.samples(), filled, take);
      filled += take;
      headOffset += take;
      if (headOffset == head.length) {
        waiting.remove();
        headOffset = 0;
      }
    }
    Arrays.fill(frame.samples(), filled, wanted, (short) 0);
    waitingSamples -= filled;
    readSamples += filled;
    return frame;
  }

  /** The text of the next sentence whose first sample was read since the last call. */
  public Optional<String> nextBegunSentence() {
    if (announced < sentences.size() && sentences.get(announced).start() < readSamples) {
      return Optional.of(sentences.get(announced++).text());
    }
    return Optional.empty();
  }

  /** Whether everything was read and nothing more comes. */
  public boolean exhausted() {
    return complete && waitingSamples == 0;
  }

  /** Audio that waits to be read, in ms. */
  public long waitingMs() {
    return waitingSamples * 1000 / sampleRate;
  }

  /** Audio read so far, in ms. */
  public double readMs() {
    return readSamples * 1000.0 / sampleRate;
  }

  /**
   * The words whose audio was played to its end.
   *
   * @param playedMs position in the answer's audio
   */
  public String heardText(long playedMs) {
    long played = playedMs * sampleRate / 1000;
    StringBuilder heard = new StringBuilder();
    for (SpokenSentence sentence : sentences) {
      heard.append(sentence.heard(played, writtenSamples));
    }
    return heard.toString().strip();
  }

  /**
   * Whether words that were sent and not yet played must not be interrupted.
   *
   * @param playedMs position in the answer's audio
   */
  public boolean guarded(long playedMs) {
    // Asked for every frame; hardly any answer guards anything.
    if (!anyGuarded) {
      return false;
    }
    long played = playedMs * sampleRate / 1000;
    for (SpokenSentence sentence : sentences) {
      if (sentence.guarded(played, readSamples)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Whether what was heard is known from the synthesiser's word marks, in every sentence begun by
   * then.
   *
   * @param playedMs position in the answer's audio
   */
  public boolean exact(long playedMs) {
    long played = playedMs * sampleRate / 1000;
    return sentences.stream().allMatch(sentence -> sentence.exact(played));
  }

  /** All words, heard or not. */
  public String allText() {
    StringBuilder all = new StringBuilder();
    sentences.forEach(sentence -> all.append(sentence.text()));
    return all.toString().strip();
  }
}
