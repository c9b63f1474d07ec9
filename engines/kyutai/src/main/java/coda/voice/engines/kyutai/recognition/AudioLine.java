package coda.voice.engines.kyutai.recognition;

import coda.voice.engines.kyutai.messages.MessageWriter;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.function.Consumer;

/**
 * Audio on its way to the server: messages of exactly one frame of the model, 1920 samples, because
 * the server takes one message and processes one frame at a time, and would let longer ones pile
 * up. What comes before the server is ready waits; whoever fills the line bounds how much.
 */
final class AudioLine {
  static final int FRAME = 1920;
  private static final byte[] SILENCE = MessageWriter.audio(new short[FRAME]);

  private final Consumer<byte[]> out;
  private final short[] filling = new short[FRAME];
  private final Deque<short[]> waiting = new ArrayDeque<>();
  private int filled;
  private boolean open;
  private long sent;

  AudioLine(Consumer<byte[]> out) {
    this.out = out;
  }

  /** The server is ready. */
  void open() {
    open = true;
    while (!waiting.isEmpty()) {
      send(waiting.removeFirst());
    }
  }

  void write(short[] samples) {
    int at = 0;
    while (at < samples.length) {
      int taken = Math.min(FRAME - filled, samples.length - at);
      System.arraycopy(samples, at, filling, filled, taken);
      filled += taken;
      at += taken;
      if (filled == FRAME) {
        forward();
      }
    }
  }

  /** Fills a begun frame up with silence, so that its samples are sent. */
  void pad() {
    if (filled > 0) {
      Arrays.fill(filling, filled, FRAME, (short) 0);
      forward();
    }
  }

  private void forward() {
    filled = 0;
    if (open) {
      send(filling);
    } else {
      waiting.add(filling.clone());
    }
  }

  private void send(short[] frame) {
    sent++;
    out.accept(MessageWriter.audio(frame));
  }

  /** Sends frames of silence back to back. */
  void silence(int frames) {
    for (int i = 0; i < frames; i++) {
      sent++;
      out.accept(SILENCE);
    }
  }

  /** Frames sent so far, silence included. */
  long sent() {
    return sent;
  }

  /** Samples that wait for their frame to fill. */
  int pending() {
    return filled;
  }

  /** Frames that wait for the server to get ready. */
  int waiting() {
    return waiting.size();
  }
}
