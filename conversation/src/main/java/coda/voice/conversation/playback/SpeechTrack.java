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
public final class SpeechTrack implements ReplyTrack {
  private final int sampleRate;
  private final Deque<short[]> waiting = new ArrayDeque<>();
  private final List<SpokenSentence> sentences = new ArrayList<>();
  private int headOffset;
  private long waitingSamples;
  private long writtenSamples;
  private long readSamples;
  private int announced;
  private int announcedCharacters;
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
   * A new sentence has begun already with audio that was written before.
   *
   * @param text with the blank that separates it from the one before
   * @param at the beginning of its audio, in samples of the track; not before that of the last
   */
  public void beginSentence(String text, long at) {
    sentences.add(new SpokenSentence(text, at, sampleRate, false));
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

  /**
   * The present sentence goes on with these characters, which were not known when it began.
   *
   * @param more continues its text
   */
  public void extendSentence(String more) {
    sentences.getLast().extend(more);
  }

  /** The present sentence has all its audio. */
  public void endSentence() {
    endSentence(writtenSamples);
  }

  /**
   * The present sentence has all its audio; what was written after it is silence.
   *
   * @param at the end of its audio, in samples of the track
   */
  public void endSentence(long at) {
    sentences.getLast().complete(at);
  }

  /** The present sentence has more audio after all. */
  public void reopenSentence() {
    sentences.getLast().complete(-1);
  }

  /** Whether a sentence was begun. */
  public boolean hasSentence() {
    return !sentences.isEmpty();
  }

  /** Whether some of the last sentence was read, so that nothing more is begun. */
  public boolean lastBegun() {
    return hasSentence() && sentences.getLast().start() < readSamples;
  }

  /** Whether no more audio comes than there is. */
  public boolean completed() {
    return complete;
  }

  /** Audio written so far, in samples. */
  public long written() {
    return writtenSamples;
  }

  /**
   * Ends the track before the next sentence that nothing was read of, or where it is, if there is
   * none: what was begun is finished, the rest is never heard.
   */
  public void cutBeforeNextSentence() {
    long end = writtenSamples;
    for (SpokenSentence sentence : sentences) {
      if (sentence.start() >= readSamples) {
        end = Math.min(end, sentence.start());
      }
    }
    long cut = end;
    sentences.removeIf(sentence -> sentence.start() >= cut);
    dropAfter(end);
    if (!sentences.isEmpty()) {
      sentences.getLast().completeAtMost(end);
    }
    complete = true;
  }

  private void dropAfter(long end) {
    while (writtenSamples > end) {
      short[] last = waiting.removeLast();
      long over = Math.min(last.length, writtenSamples - end);
      if (over < last.length) {
        waiting.addLast(Arrays.copyOf(last, (int) (last.length - over)));
      }
      writtenSamples -= over;
      waitingSamples -= over;
    }
    if (waiting.isEmpty()) {
      headOffset = 0;
    }
  }

  @Override
  public void complete() {
    complete = true;
  }

  @Override
  public boolean frameReady() {
    return waitingSamples >= FramePool.samplesPerFrame(sampleRate)
        || (complete && waitingSamples > 0);
  }

  @Override
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

  @Override
  public Optional<String> nextBegunSentence() {
    while (announced < sentences.size() && sentences.get(announced).start() < readSamples) {
      String text = sentences.get(announced).text();
      boolean grown = announcedCharacters < text.length();
      String more = text.substring(Math.min(announcedCharacters, text.length()));
      announcedCharacters = text.length();
      if (announced < sentences.size() - 1) {
        announced++;
        announcedCharacters = 0;
      } else if (!grown) {
        break;
      }
      if (grown) {
        return Optional.of(more);
      }
    }
    return Optional.empty();
  }

  @Override
  public boolean exhausted() {
    return complete && waitingSamples == 0;
  }

  @Override
  public long waitingMs() {
    return waitingSamples * 1000 / sampleRate;
  }

  @Override
  public double readMs() {
    return readSamples * 1000.0 / sampleRate;
  }

  @Override
  public String heardText(long playedMs) {
    long played = playedMs * sampleRate / 1000;
    StringBuilder heard = new StringBuilder();
    for (SpokenSentence sentence : sentences) {
      heard.append(sentence.heard(played, writtenSamples));
    }
    return heard.toString().strip();
  }

  @Override
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

  @Override
  public boolean exact(long playedMs) {
    long played = playedMs * sampleRate / 1000;
    return sentences.stream().allMatch(sentence -> sentence.exact(played));
  }

  @Override
  public String allText() {
    StringBuilder all = new StringBuilder();
    sentences.forEach(sentence -> all.append(sentence.text()));
    return all.toString().strip();
  }
}
