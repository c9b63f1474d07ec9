package coda.voice.gateway.coda;

import coda.voice.audio.AudioFrame;
import coda.voice.audio.FramePool;
import coda.voice.conversation.SessionLoop;
import coda.voice.conversation.SessionLoop.Cancellable;
import coda.voice.protocol.coda.AudioEncoding;
import coda.voice.protocol.coda.AudioText;
import coda.voice.protocol.coda.BinaryFrame;
import coda.voice.protocol.coda.ServerMessage;
import coda.voice.protocol.coda.StreamFormat;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Sends replies as they come: words and audio in order, audio in the agreed format.
 *
 * <p>In text messages a few frames travel together, because every message has its price; the first
 * goes at once, because somebody waits for it, and none waits longer than {@link #PIECE_MS}.
 *
 * <p>Used on the connection's loop.
 */
final class ReplyWriter {
  private static final int PIECE_MS = 100;
  private static final int FRAMES_PER_PIECE = PIECE_MS / FramePool.FRAME_MS;

  private final Outbound out;
  private final SessionLoop loop;
  private final String conversationId;
  private final String engine;
  private final ConnectionMetrics metrics;

  private @Nullable Voice voice;
  private String replyId = "";
  private long chunks;
  private String words = "";
  private short[] waiting = new short[0];
  private int waitingSamples;
  private int waitingFrames;
  private boolean heard;
  private Cancellable flush = () -> {};

  /** How the audio of replies travels. */
  private static final class Voice {
    final StreamFormat format;
    final SpeechWriter writer;
    final int stream;
    long sequence;
    long position;

    Voice(StreamFormat format, int stream) {
      this.format = format;
      this.writer = SpeechWriter.of(format);
      this.stream = stream;
    }
  }

  ReplyWriter(
      Outbound out,
      SessionLoop loop,
      String conversationId,
      String engine,
      ConnectionMetrics metrics) {
    this.out = out;
    this.loop = loop;
    this.conversationId = conversationId;
    this.engine = engine;
    this.metrics = metrics;
  }

  /**
   * From now on replies are heard.
   *
   * @param format of their audio
   * @param stream the number of the stream, for binary frames
   */
  void voice(StreamFormat format, int stream) {
    flush();
    voice = new Voice(format, stream);
    waiting = new short[FRAMES_PER_PIECE * FramePool.samplesPerFrame(format.sampleRate())];
  }

  /** A reply begins. */
  void begin(String id) {
    replyId = id;
    chunks = 0;
    heard = false;
    words = "";
    if (voice != null) {
      voice.writer.begin();
    }
  }

  /** Words that are heard from now on, or read if nothing is. */
  void text(String text) {
    flush();
    Voice v = voice;
    if (v == null || v.format.encoding() == AudioEncoding.BINARY) {
      chunk(text, Optional.empty(), false);
    } else {
      words += text;
      arm();
    }
  }

  /**
   * The next frame.
   *
   * @param frame borrowed
   */
  void audio(AudioFrame frame) {
    Voice v = voice;
    // A frame at another rate was on its way when the client asked for a new stream.
    if (v == null || frame.sampleRate() != v.format.sampleRate()) {
      return;
    }
    metrics.spoke(frame.length() * 1000.0 / frame.sampleRate());
    if (v.format.encoding() == AudioEncoding.BINARY) {
      binary(v, frame.samples(), frame.length(), false);
      return;
    }
    if (waitingSamples + frame.length() > waiting.length) {
      flush();
    }
    System.arraycopy(frame.samples(), 0, waiting, waitingSamples, frame.length());
    waitingSamples += frame.length();
    waitingFrames++;
    if (!heard || waitingFrames == FRAMES_PER_PIECE || !SpeechWriter.batches(v.format)) {
      heard = true;
      flush();
    } else {
      arm();
    }
  }

  /** The reply was cut short: what was not sent is not sent. */
  void drop() {
    waitingSamples = 0;
    waitingFrames = 0;
    words = "";
  }

  /** The reply is over. */
  void end() {
    flush();
    Voice v = voice;
    if (v != null && v.format.encoding() == AudioEncoding.BINARY) {
      binary(v, waiting, 0, true);
    }
    chunk("", Optional.empty(), true);
  }

  /** Nothing is sent any more. */
  void stop() {
    drop();
    flush.cancel();
  }

  private void arm() {
    if (waitingFrames <= 1) {
      flush.cancel();
      flush = loop.schedule(PIECE_MS, this::flush);
    }
  }

  private void flush() {
    flush.cancel();
    Voice v = voice;
    if (v == null || (waitingSamples == 0 && words.isEmpty())) {
      return;
    }
    Optional<String> audio =
        waitingSamples == 0
            ? Optional.empty()
            : Optional.of(
                AudioText.encode(v.format.encoding(), v.writer.write(waiting, waitingSamples)));
    String text = words;
    words = "";
    waitingSamples = 0;
    waitingFrames = 0;
    chunk(text, audio, false);
  }

  private void chunk(String text, Optional<String> audio, boolean complete) {
    out.send(
        new ServerMessage.VoiceStreamChunk(
            conversationId,
            replyId,
            chunks++,
            text,
            audio,
            complete,
            System.currentTimeMillis() / 1000.0,
            engine));
  }

  private void binary(Voice v, short[] samples, int count, boolean last) {
    byte[] payload = count == 0 ? new byte[0] : v.writer.write(samples, count);
    out.binary(
        new BinaryFrame(
                BinaryFrame.Kind.REPLY,
                last,
                v.stream,
                v.sequence,
                v.position,
                ByteBuffer.wrap(payload))
            .encode());
    v.sequence = (v.sequence + 1) & 0xFFFF_FFFFL;
    v.position += count;
  }
}
