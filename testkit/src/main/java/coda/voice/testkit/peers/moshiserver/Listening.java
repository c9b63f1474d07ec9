package coda.voice.testkit.peers.moshiserver;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * What one connection's recogniser makes of frame after frame: the words of its script, told once
 * the model's delay has passed, and how likely the speaker pauses.
 */
final class Listening {
  private static final int FRAME_MS = 80;
  private static final int WORD_FRAMES = 4;
  private static final double LOUD = 0.02;

  private final Hearing hearing;
  private final int delaySteps;
  private final double[] headSeconds = {0.5, 1, 2, 3};
  private final Deque<Hearing.ScriptedWord> coming = new ArrayDeque<>();
  private final Deque<String> unspoken = new ArrayDeque<>();
  private int frames;
  private int loudSince = -1;
  private int silentFrames;
  private boolean spoken;

  Listening(Hearing hearing, int delaySteps) {
    this.hearing = hearing;
    this.delaySteps = delaySteps;
    restart();
  }

  /** Forgets everything. */
  void restart() {
    frames = 0;
    loudSince = -1;
    silentFrames = 0;
    spoken = false;
    coming.clear();
    unspoken.clear();
    switch (hearing) {
      case Hearing.AtTimes(List<Hearing.ScriptedWord> words) -> coming.addAll(words);
      case Hearing.OfSound(List<String> words) -> unspoken.addAll(words);
    }
  }

  /** Hears a frame; what it is sure of now. */
  List<Hearing.ScriptedWord> hear(float[] frame) {
    frames++;
    boolean loud = isLoud(frame);
    silentFrames = loud ? 0 : silentFrames + 1;
    spoken |= loud;
    if (hearing instanceof Hearing.OfSound) {
      listen(loud);
    }
    List<Hearing.ScriptedWord> sure = new ArrayList<>();
    while (!coming.isEmpty() && coming.getFirst().endMs() <= (frames - delaySteps) * FRAME_MS) {
      sure.add(coming.removeFirst());
    }
    return sure;
  }

  private void listen(boolean loud) {
    if (loud && loudSince < 0) {
      loudSince = frames - 1;
    }
    int end = loud ? frames : frames - 1;
    if (loudSince >= 0 && (!loud || end - loudSince == WORD_FRAMES)) {
      if (end > loudSince && !unspoken.isEmpty()) {
        coming.add(
            new Hearing.ScriptedWord(unspoken.removeFirst(), loudSince * FRAME_MS, end * FRAME_MS));
      }
      loudSince = -1;
    }
  }

  private static boolean isLoud(float[] frame) {
    double sum = 0;
    for (float sample : frame) {
      sum += sample * sample;
    }
    return Math.sqrt(sum / frame.length) > LOUD;
  }

  /** How likely the speaker makes a pause of half a second, of one, two, three. */
  float[] pauses(int heads) {
    float[] pauses = new float[heads];
    for (int i = 0; i < heads; i++) {
      double expected = headSeconds[Math.min(i, headSeconds.length - 1)] / 2;
      pauses[i] = spoken ? (float) Math.min(1, silentFrames * 0.08 / expected) : 1;
    }
    return pauses;
  }
}
