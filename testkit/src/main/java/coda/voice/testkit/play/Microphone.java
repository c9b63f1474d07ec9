package coda.voice.testkit.play;

import coda.voice.audio.FramePool;
import coda.voice.conversation.SessionLoop.Cancellable;
import coda.voice.testkit.VirtualLoop;
import coda.voice.testkit.scenario.UserAction.Says;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * The user's voice and the microphone: a frame each 20 ms. Who is asked to speak while speaking
 * goes on after that.
 */
final class Microphone {
  private final VirtualLoop loop;
  private final Uplink uplink;
  private final Deque<Piece> pieces = new ArrayDeque<>();
  private final List<Utterance> utterances = new ArrayList<>();
  private final List<Long> onsets = new ArrayList<>();
  private Cancellable tick = () -> {};
  private boolean sendsSilence = true;
  private boolean on = true;
  private boolean connected = true;
  private int words;
  private int frame;
  private double outlook = 0.5;
  private boolean loud;

  Microphone(VirtualLoop loop, Uplink uplink) {
    this.loop = loop;
    this.uplink = uplink;
  }

  void begin() {
    tick = loop.schedule(FramePool.FRAME_MS, this::tick);
  }

  void end() {
    tick.cancel();
  }

  void sendsNoSilence() {
    sendsSilence = false;
  }

  void turn(boolean wanted) {
    on = wanted;
  }

  void connected(boolean wanted) {
    connected = wanted;
  }

  void say(Says says) {
    Utterance utterance = new Utterance(says, words);
    words += utterance.wordCount();
    utterances.add(utterance);
    pieces.add(new Piece.Words(loop.nowMillis(), utterance));
  }

  void cough(long ms) {
    int frames = (int) Math.max(1, ms / FramePool.FRAME_MS);
    pieces.add(new Piece.Noise(loop.nowMillis(), frames));
  }

  /** Everything that was said so far. */
  List<Utterance> utterances() {
    return utterances;
  }

  /** How likely the user has finished, to judge by what was said last. */
  double outlook() {
    return outlook;
  }

  /** When sound began, each time, in ms. */
  List<Long> onsets() {
    return onsets;
  }

  private void tick() {
    tick = loop.schedule(FramePool.FRAME_MS, this::tick);
    short value = next();
    if (value != Sound.SILENCE && !loud) {
      onsets.add(loop.nowMillis() - FramePool.FRAME_MS);
    }
    loud = value != Sound.SILENCE;
    if (on && connected && (loud || sendsSilence)) {
      uplink.send(value);
    }
  }

  private short next() {
    Piece piece = pieces.peek();
    // A frame holds what sounded in the 20 ms before it is sent.
    if (piece == null || piece.since() > loop.nowMillis() - FramePool.FRAME_MS) {
      return Sound.SILENCE;
    }
    short value =
        switch (piece) {
          case Piece.Words said -> {
            outlook = said.utterance().outlook();
            yield said.utterance().frame(frame);
          }
          case Piece.Noise noise -> Sound.NOISE;
        };
    frame++;
    if (frame == piece.frames()) {
      frame = 0;
      pieces.remove();
    }
    return value;
  }

  private sealed interface Piece {
    long since();

    int frames();

    record Words(long since, Utterance utterance) implements Piece {
      @Override
      public int frames() {
        return utterance.frames();
      }
    }

    record Noise(long since, int frames) implements Piece {}
  }
}
