package coda.voice.testkit.play;

import coda.voice.audio.AudioFrame;
import coda.voice.audio.FramePool;
import coda.voice.conversation.SessionLoop;
import coda.voice.testkit.scenario.LineManner;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The way of the microphone's frames to the session: they may be lost, repeated, swapped or held
 * up. Whatever arrives is numbered as it arrives, in its last sample, so that frames can be told
 * apart: from 1, never 0, which is silence that nobody sent.
 */
final class Uplink {
  private final SessionLoop loop;
  private final FramePool pool;
  private final Consumer<AudioFrame> session;
  private final Deque<Short> heldUp = new ArrayDeque<>();
  private Optional<Short> overtaken = Optional.empty();
  private int loseOneIn = Integer.MAX_VALUE;
  private int repeatOneIn = Integer.MAX_VALUE;
  private int swapOneIn = Integer.MAX_VALUE;
  private long burstMs;
  private int count;
  private int number;

  /**
   * A way without trouble.
   *
   * @param loop whose time it lives in
   * @param pool where frames come from
   * @param session given each frame that arrives; borrowed for the call
   */
  Uplink(SessionLoop loop, FramePool pool, Consumer<AudioFrame> session) {
    this.loop = loop;
    this.pool = pool;
    this.session = session;
  }

  void behave(List<LineManner> manners) {
    for (LineManner manner : manners) {
      switch (manner) {
        case LineManner.Loses m -> loseOneIn = m.oneIn();
        case LineManner.Repeats m -> repeatOneIn = m.oneIn();
        case LineManner.Swaps m -> swapOneIn = m.oneIn();
        case LineManner.Bursts m -> burstMs = m.ms();
      }
    }
  }

  /**
   * The microphone has 20 ms.
   *
   * @param value of every sample
   */
  void send(short value) {
    count++;
    if (count % loseOneIn == 0) {
      return;
    }
    if (count % swapOneIn == 0 && overtaken.isEmpty()) {
      overtaken = Optional.of(value);
      return;
    }
    passOn(value);
    if (count % repeatOneIn == 0) {
      passOn(value);
    }
    overtaken.ifPresent(this::passOn);
    overtaken = Optional.empty();
  }

  private void passOn(short value) {
    if (burstMs == 0) {
      deliver(value);
      return;
    }
    if (heldUp.isEmpty()) {
      loop.schedule(burstMs, this::deliverAll);
    }
    heldUp.add(value);
  }

  private void deliverAll() {
    heldUp.forEach(this::deliver);
    heldUp.clear();
  }

  private void deliver(short value) {
    number = number == Short.MAX_VALUE ? 1 : number + 1;
    AudioFrame frame = pool.lease(Sound.RATE).length(Sound.FRAME);
    Arrays.fill(frame.samples(), 0, Sound.FRAME - 1, value);
    frame.samples()[Sound.FRAME - 1] = (short) number;
    session.accept(frame);
    frame.release();
  }
}
