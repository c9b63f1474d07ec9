package coda.voice.gateway.realtime;

import coda.voice.audio.FramePool;
import coda.voice.audio.FrameSplitter;
import coda.voice.audio.codec.G711;
import coda.voice.conversation.Session;
import coda.voice.gateway.ListeningPace;
import coda.voice.gateway.limits.LimitException;
import coda.voice.protocol.realtime.AudioFormat;
import java.util.Arrays;

/**
 * The microphone: bytes of {@code append} become frames of the session, at its {@link
 * ListeningPace}. Bytes that are no whole sample wait for the next. Used on the client's loop.
 */
final class InputAudio implements AutoCloseable {
  /** Audio that comes too fast waits so long at most; what is faster is refused. */
  private static final long MOST_WAIT_MS = 5_000;

  /** A session that hears nothing for longer than this takes it for silence. */
  private static final long TELL_EVERY_MS = 100;

  private static final int KEPT_IDLE_MS = 1_000;
  private static final int KEPT_MS = 20_000;

  private final RealtimeParts parts;
  private final AudioFormat format;
  private final Session session;
  private final ListeningPace pace;
  private final FrameSplitter splitter;
  private final SoundTape tape;
  private final int bytesPerFrame;
  private short[] samples = new short[0];
  private long bufferedBytes;
  private long heardBytes;
  private boolean closed;

  InputAudio(RealtimeParts parts, AudioFormat format, Session session) {
    this.parts = parts;
    this.format = format;
    this.session = session;
    this.pace = new ListeningPace(session, parts.loop(), parts.gate());
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
   * @throws LimitException when it comes far too fast; nothing was taken
   */
  void take(byte[] audio, int length) {
    if (length == 0) {
      return;
    }
    try {
      parts.rates().audio(format.millis(length));
    } catch (LimitException e) {
      if (e.retryAfterMs() > MOST_WAIT_MS) {
        throw e;
      }
      parts.gate().hold();
      later(Arrays.copyOf(audio, length), e.retryAfterMs());
      return;
    }
    hear(audio, length);
  }

  private void hear(byte[] audio, int length) {
    pace.hear(new Append(audio, length), () -> {});
  }

  /** Audio that came a little too fast waits, with everything behind it. */
  private void later(byte[] audio, long waitMs) {
    session.moreAudioComes();
    parts
        .loop()
        .schedule(
            Math.min(waitMs, TELL_EVERY_MS),
            () -> {
              if (closed) {
                parts.gate().release();
                return;
              }
              try {
                parts.rates().audio(format.millis(audio.length));
              } catch (LimitException e) {
                later(audio, e.retryAfterMs());
                return;
              }
              hear(audio, audio.length);
              parts.gate().release();
            });
  }

  private void write(byte[] audio, int from, int length) {
    tape.add(audio, from, length);
    bufferedBytes += length;
    heardBytes += length;
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

  /** The audio of one event. */
  private final class Append implements ListeningPace.Piece {
    private byte[] audio;
    private final int length;
    private int heard;

    Append(byte[] audio, int length) {
      this.audio = audio;
      this.length = length;
    }

    @Override
    public int frames() {
      return closed ? 0 : (length - heard + bytesPerFrame - 1) / bytesPerFrame;
    }

    @Override
    public void kept() {
      audio = Arrays.copyOf(audio, length);
    }

    @Override
    public double hear(int frames) {
      int next = Math.min(length - heard, frames * bytesPerFrame);
      write(audio, heard, next);
      heard += next;
      return format.millis(next);
    }
  }
}
