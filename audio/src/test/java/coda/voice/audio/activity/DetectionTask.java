package coda.voice.audio.activity;

import coda.voice.audio.AudioFrame;
import coda.voice.audio.FramePool;
import coda.voice.audio.Signals;
import coda.voice.audio.activity.SpeechChange.Started;
import coda.voice.audio.activity.SpeechChange.Stopped;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Sentences with pauses of 1.5 s between them, and for every frame whether there is speech in it.
 *
 * <p>The truth comes from the level of the clean sound: a frame is speech when it lies at most 30
 * dB below the loud frames (the 97th percentile), and it is a pause when no frame within 200 ms is
 * speech. The frames between, fading sounds and gaps inside words, count neither way.
 */
final class DetectionTask {
  private static final int RATE = 16_000;
  private static final int FRAME = FramePool.samplesPerFrame(RATE);
  private static final int PAUSE = RATE * 3 / 2;
  private static final int MARGIN_FRAMES = 10;
  private static final double THRESHOLD = 0.5;

  private final short[] sound;
  private final boolean[] speech;
  private final boolean[] pause;
  private final List<long[]> sentences = new ArrayList<>();

  /**
   * How a detector did.
   *
   * @param missed part of the speech frames that it rated below 0.5
   * @param falseAlarms part of the pause frames that it rated 0.5 or more
   * @param sentencesMissed sentences during which the segmenter reported no speech
   * @param falseStarts starts that the segmenter reported in a pause
   * @param sentences how many there are
   */
  record Result(
      double missed, double falseAlarms, int sentencesMissed, int falseStarts, int sentences) {}

  DetectionTask(List<short[]> parts) {
    List<short[]> pieces = new ArrayList<>();
    long at = 0;
    for (short[] part : parts) {
      pieces.add(roomTone(pieces.size()));
      at += PAUSE;
      sentences.add(new long[] {at * 1000 / RATE, (at + part.length) * 1000 / RATE});
      pieces.add(part);
      at += part.length;
    }
    pieces.add(roomTone(pieces.size()));
    sound = joined(pieces);
    int frames = sound.length / FRAME;
    double[] levels = new double[frames];
    for (int i = 0; i < frames; i++) {
      levels[i] = Signals.decibels(Signals.rms(sound, i * FRAME, (i + 1) * FRAME));
    }
    double[] sorted = levels.clone();
    Arrays.sort(sorted);
    double loud = sorted[(int) (frames * 0.97)];
    speech = new boolean[frames];
    pause = new boolean[frames];
    for (int i = 0; i < frames; i++) {
      speech[i] = levels[i] > loud - 30;
    }
    for (int i = 0; i < frames; i++) {
      pause[i] = true;
      for (int near = Math.max(0, i - MARGIN_FRAMES);
          near <= Math.min(frames - 1, i + MARGIN_FRAMES);
          near++) {
        pause[i] &= !speech[near];
      }
    }
  }

  int length() {
    return sound.length;
  }

  /** Root mean square of the speech frames. */
  double speechRms() {
    double sum = 0;
    int count = 0;
    for (int i = 0; i < speech.length; i++) {
      if (speech[i]) {
        sum += Math.pow(Signals.rms(sound, i * FRAME, (i + 1) * FRAME), 2);
        count++;
      }
    }
    return Math.sqrt(sum / count);
  }

  /** Lets a detector hear the sound with noise added. */
  Result run(SpeechDetector detector, short[] noise) {
    short[] heard = Signals.sum(sound, noise);
    SpeechSegmenter segmenter = new SpeechSegmenter(SegmenterOptions.DEFAULT);
    List<SpeechChange> changes = new ArrayList<>();
    AudioFrame frame = new FramePool(2).lease(RATE);
    int[] counts = new int[4];
    for (int i = 0; i < speech.length; i++) {
      double probability = detector.listen(frame.fill(heard, i * FRAME, FRAME));
      segmenter.accept(probability).ifPresent(changes::add);
      boolean found = probability >= THRESHOLD;
      if (speech[i]) {
        counts[0]++;
        counts[1] += found ? 0 : 1;
      } else if (pause[i]) {
        counts[2]++;
        counts[3] += found ? 1 : 0;
      }
    }
    segmenter.finish().ifPresent(changes::add);
    frame.release();
    return new Result(
        (double) counts[1] / counts[0],
        (double) counts[3] / counts[2],
        sentencesMissed(changes),
        falseStarts(changes),
        sentences.size());
  }

  private int sentencesMissed(List<SpeechChange> changes) {
    int missed = 0;
    for (long[] sentence : sentences) {
      long start = 0;
      boolean found = false;
      for (SpeechChange change : changes) {
        switch (change) {
          case Started started -> start = started.atMs();
          case Stopped stopped -> found |= start < sentence[1] && stopped.atMs() > sentence[0];
        }
      }
      missed += found ? 0 : 1;
    }
    return missed;
  }

  private int falseStarts(List<SpeechChange> changes) {
    int falseStarts = 0;
    for (SpeechChange change : changes) {
      int frame = (int) (change.atMs() / FramePool.FRAME_MS);
      if (change instanceof Started && pause[Math.min(frame, pause.length - 1)]) {
        falseStarts++;
      }
    }
    return falseStarts;
  }

  private static short[] roomTone(int seed) {
    return Signals.white(10, PAUSE, seed);
  }

  private static short[] joined(List<short[]> pieces) {
    short[] joined = new short[pieces.stream().mapToInt(piece -> piece.length).sum()];
    int at = 0;
    for (short[] piece : pieces) {
      System.arraycopy(piece, 0, joined, at, piece.length);
      at += piece.length;
    }
    return joined;
  }
}
