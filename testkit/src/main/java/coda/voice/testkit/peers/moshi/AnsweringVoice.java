package coda.voice.testkit.peers.moshi;

import java.util.ArrayList;
import java.util.List;

/** Waits for the end of speech, then says its line. */
final class AnsweringVoice implements MoshiVoice {
  private static final double LOUD = 400;
  private static final int SPOKEN_STEPS = 3;
  private static final int QUIET_STEPS = 5;

  private final short[] utterance;
  private final List<String> pieces;
  private int loud;
  private int quiet;

  /** Where the line is being said, in samples; -1 while waiting. */
  private int at = -1;

  AnsweringVoice(short[] utterance, List<String> pieces) {
    this.utterance = utterance;
    this.pieces = List.copyOf(pieces);
  }

  @Override
  public Said say(int step, short[] heard) {
    listen(heard);
    short[] samples = new short[STEP];
    List<String> said = new ArrayList<>();
    if (at >= 0) {
      int count = Math.min(STEP, utterance.length - at);
      System.arraycopy(utterance, at, samples, 0, count);
      for (int i = pieceAt(at); i < pieceAt(at + count); i++) {
        said.add(pieces.get(i));
      }
      at = at + count == utterance.length ? -1 : at + count;
    }
    return new Said(samples, said);
  }

  /** How many pieces have been said before a place in the utterance. */
  private int pieceAt(int sample) {
    return sample == 0 ? 0 : (int) Math.ceil((double) pieces.size() * sample / utterance.length);
  }

  private void listen(short[] heard) {
    double energy = 0;
    for (short sample : heard) {
      energy += sample * (double) sample;
    }
    if (Math.sqrt(energy / heard.length) > LOUD) {
      loud++;
      quiet = 0;
      return;
    }
    quiet++;
    if (quiet == QUIET_STEPS) {
      if (loud >= SPOKEN_STEPS) {
        at = 0;
      }
      loud = 0;
    }
  }
}
