package coda.voice.gateway.coda;

import static coda.voice.audio.AudioError.AUDIO_HALF_SAMPLE;
import static coda.voice.gateway.GatewayError.VOICE_NOT_STARTED;

import coda.voice.audio.AudioException;
import coda.voice.conversation.Session;
import coda.voice.gateway.GatewayException;
import coda.voice.gateway.ListeningPace;
import coda.voice.protocol.coda.EventType;
import coda.voice.protocol.coda.StreamFormat;
import java.util.Map;
import java.util.Optional;

/**
 * Brings microphone audio from messages to the session, at its {@link ListeningPace}. Used on the
 * client's loop.
 */
final class MicrophoneFeed implements AutoCloseable {
  /** Larger messages are decoded elsewhere. */
  private static final int LARGE = 32 * 1024;

  private static final long TELL_EVERY_MS = 1_000;

  private final ConnectionParts parts;
  private final Microphone microphone;
  private final StreamFormat format;
  private final int stream;
  private final boolean clientEndsTurns;
  private final ListeningPace pace;
  private double turnMs;
  private long toldMs;
  private boolean closed;

  /**
   * A stream that begins.
   *
   * @param parts of the connection
   * @param format as agreed
   * @param stream its number
   * @param session hears it
   * @param clientEndsTurns whether turns have no end unless the client says so
   */
  MicrophoneFeed(
      ConnectionParts parts,
      StreamFormat format,
      int stream,
      Session session,
      boolean clientEndsTurns) {
    this.parts = parts;
    this.format = format;
    this.stream = stream;
    this.clientEndsTurns = clientEndsTurns;
    this.pace = new ListeningPace(session, parts.loop(), parts.gate());
    this.microphone =
        new Microphone(
            format, parts.shared().pool(), parts.limits().sizes().turnAudioMs(), session::hear);
  }

  StreamFormat format() {
    return format;
  }

  int stream() {
    return stream;
  }

  /** Audio heard so far, in ms. */
  long heardMs() {
    return microphone.heardMs();
  }

  /**
   * Takes the audio of a message. One that fails has had no effect.
   *
   * @param bytes as they came
   * @param inReplyTo the message, if it can be named
   * @param then when all of it was heard
   * @throws coda.voice.VoiceException when it cannot be taken
   */
  void take(byte[] bytes, Optional<String> inReplyTo, Runnable then) {
    double chargedMs = microphone.leastMs(bytes);
    parts.rates().audio(chargedMs);
    if (bytes.length <= LARGE) {
      begin(microphone.decode(bytes), chargedMs, inReplyTo, then);
      return;
    }
    parts
        .gate()
        .elsewhere(
            () -> microphone.decode(bytes),
            pcm -> parts.guard().attempt(inReplyTo, () -> begin(pcm, chargedMs, inReplyTo, then)),
            failure -> parts.guard().attempt(inReplyTo, () -> rethrow(failure)));
  }

  /**
   * Ends a stretch of sound: what waits for more is heard now. Half samples are complained about.
   */
  void endStretch() {
    turnMs = 0;
    int left = microphone.endStretch();
    if (left > 0) {
      throw new AudioException(
          AUDIO_HALF_SAMPLE,
          "The audio ended in the middle of a sample; "
              + left
              + (left == 1 ? " byte was dropped" : " bytes were dropped"));
    }
  }

  @Override
  public void close() {
    closed = true;
    microphone.close();
  }

  private void begin(short[] pcm, double chargedMs, Optional<String> inReplyTo, Runnable then) {
    if (closed) {
      return;
    }
    double ms = microphone.ms(pcm.length);
    if (clientEndsTurns && turnMs + ms > parts.limits().sizes().turnAudioMs()) {
      throw Microphone.tooLong((long) (turnMs + ms), parts.limits().sizes().turnAudioMs());
    }
    if (ms > chargedMs) {
      parts.rates().audio(ms - chargedMs);
    }
    turnMs += ms;
    parts.metrics().heard(ms);
    pace.hear(new Chunk(pcm, inReplyTo), () -> heardAll(inReplyTo, then));
    tellReceived();
  }

  private void heardAll(Optional<String> inReplyTo, Runnable then) {
    if (!closed) {
      parts.guard().attempt(inReplyTo, then);
    }
  }

  private void tellReceived() {
    long now = parts.loop().nowMillis();
    if (now - toldMs >= TELL_EVERY_MS) {
      toldMs = now;
      parts.events().emit(EventType.AUDIO_RECEIVED, Map.of("audio_ms", heardMs()));
    }
  }

  /** Throws it again, as what it is. */
  static void rethrow(Throwable failure) {
    switch (failure) {
      case RuntimeException e -> throw e;
      case Error e -> throw e;
      default -> throw new IllegalStateException(failure);
    }
  }

  /** No stream was agreed. */
  static GatewayException notStarted() {
    return new GatewayException(VOICE_NOT_STARTED, "No audio is expected: send voice_start first");
  }

  /** The audio of one message. */
  private final class Chunk implements ListeningPace.Piece {
    private final short[] pcm;
    private final Optional<String> inReplyTo;
    private int heard;

    Chunk(short[] pcm, Optional<String> inReplyTo) {
      this.pcm = pcm;
      this.inReplyTo = inReplyTo;
    }

    @Override
    public int frames() {
      return closed ? 0 : microphone.frames(pcm.length - heard);
    }

    @Override
    public double hear(int frames) {
      int from = heard;
      // What cannot be heard is not tried again.
      heard = pcm.length;
      parts.guard().attempt(inReplyTo, () -> heard = microphone.hear(pcm, from, frames));
      return microphone.ms(heard - from);
    }
  }
}
