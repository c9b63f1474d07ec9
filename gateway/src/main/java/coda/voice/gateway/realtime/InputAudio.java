package coda.voice.gateway.realtime;

import coda.voice.audio.FramePool;
import coda.voice.audio.FrameSplitter;
import coda.voice.audio.codec.G711;
import coda.voice.conversation.Session;
import coda.voice.protocol.realtime.AudioFormat;
import java.util.Arrays;

/**
 * The microphone: bytes of {@code append} become frames of the session, at a pace that overruns
 * nobody. Bytes that are no whole sample wait for the next. Used on the client's loop.
 */
final class InputAudio implements AutoCloseable {
  /** Half of what a session lets wait. */
  private static final int FRAMES_AT_ONCE = Session.MAX_WAITING_FRAMES / 2;

  private static final int KEPT_IDLE_MS = 1_000;
  private static final int KEPT_MS = 20_000;

  private final RealtimeParts parts;
  private final AudioFormat format;
  private final FrameSplitter splitter;
  private final SoundTape tape;
  private final int bytesPerFrame;
  private short[] samples = new short[0];
  private int room = FRAMES_AT_ONCE;
  private boolean roundPosted;
  private long bufferedBytes;
  private long heardBytes;
  private boolean closed;

  InputAudio(RealtimeParts parts, AudioFormat format, Session session) {
    this.parts = parts;
    this.format = format;
    this.splitter = new FrameSplitter(parts.shared().pool(), format.rate(), session::hear);
    int bytesPerMs = format.rate() / 1_000 * format.bytesPerSample();
    this.tape = new SoundTape(KEPT_IDLE_MS * bytesPerMs, KEPT_MS * bytesPerMs);
    this.bytesPerFrame = FramePool.samplesPerFrame(format.rate()) * format.bytesPerSample();
  }

  AudioFormat format() {
    return format;
  }

  /** What was kept of what was heard. */
  SoundTape tape() {
    return tape;
  }

  /** Audio since the last turn, in ms. */
  long bufferedMs() {
    return format.millis(bufferedBytes);
  }

  /** Audio since the beginning, in ms. */
  long heardMs() {
    return format.millis(heardBytes);
  }

  /** The buffer is empty from now on. */
  void emptied() {
    bufferedBytes = 0;
  }

  /**
   * Takes audio. While it is more than the session takes at once, nothing else comes in.
   *
   * @param audio in the format; may be changed afterwards
   * @param length bytes of it
   * @throws coda.voice.gateway.limits.LimitException when it comes too fast; nothing was taken
   */
  void take(byte[] audio, int length) {
    if (length == 0) {
      return;
    }
    parts.rates().audio(format.millis(length));
    tape.add(audio, length);
    bufferedBytes += length;
    heardBytes += length;
    int most = room * bytesPerFrame;
    if (length <= most) {
      write(audio, 0, length);
      room -= (length + bytesPerFrame - 1) / bytesPerFrame;
      if (!roundPosted) {
        roundPosted = true;
        parts.loop().execute(this::newRound);
      }
      return;
    }
    inRounds(Arrays.copyOf(audio, length), 0);
  }

  private void inRounds(byte[] audio, int from) {
    int next = Math.min(audio.length, from + Math.max(1, room) * bytesPerFrame);
    write(audio, from, next - from);
    parts.gate().hold();
    parts
        .loop()
        .execute(
            () -> {
              newRound();
              try {
                if (next < audio.length && !closed) {
                  inRounds(audio, next);
                }
              } finally {
                parts.gate().release();
              }
            });
  }

  /** The session has heard what it was given: its own task came before this one. */
  private void newRound() {
    roundPosted = false;
    room = FRAMES_AT_ONCE;
  }

  private void write(byte[] audio, int from, int length) {
    if (closed) {
      return;
    }
    switch (format) {
      case PCM -> splitter.write(audio, from, length);
      case PCMU -> companded(G711.MU_LAW, audio, from, length);
      case PCMA -> companded(G711.A_LAW, audio, from, length);
    }
  }

  private void companded(G711 law, byte[] codes, int from, int count) {
    if (samples.length < count) {
      samples = new short[count];
    }
    law.decode(codes, from, count, samples, 0);
    splitter.write(samples, 0, count);
  }

  /** What waits for more is heard now. */
  void flush() {
    splitter.flush();
  }

  @Override
  public void close() {
    closed = true;
    splitter.close();
  }
}
