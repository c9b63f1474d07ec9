package coda.voice.audio.codec;

import coda.voice.audio.AudioException;
import coda.voice.audio.SampleConsumer;
import coda.voice.audio.resample.Resampler;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads a live Ogg/Opus stream that arrives in chunks of any length and goes on whatever happens: a
 * page or packet that is damaged is skipped and counted, and reading goes on at the next page.
 * {@link OggOpusReader} reads files, and gives up on them.
 *
 * <p>Everything is heard from the first packet on: the pre-skip is not honoured, positions are
 * ignored, and headers may be missing.
 *
 * <p>Belongs to one stream and one thread at a time.
 */
public final class LiveOpusReader {
  private static final byte[] HEAD = "OpusHead".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] TAGS = "OpusTags".getBytes(StandardCharsets.US_ASCII);

  private final OggPackets packets = OggPackets.live(this::packet, this::damage);
  private final FullRateDecoder decoder = new FullRateDecoder();
  private final Resampler resampler;
  private final SampleConsumer consumer;
  private final short[] resampled;
  private long heard;
  private long damaged;
  private int damagedInARow;

  /**
   * A reader for one stream.
   *
   * @param sampleRate of what it gives, one of {@link coda.voice.audio.SampleRates#ALL}
   * @param consumer receives the sound of each packet on the thread that calls
   * @throws AudioException {@code AUDIO_RATE_UNSUPPORTED}
   */
  public LiveOpusReader(int sampleRate, SampleConsumer consumer) {
    this.resampler = new Resampler(FullRateDecoder.RATE, sampleRate);
    this.consumer = consumer;
    this.resampled = new short[resampler.maxOutput(FullRateDecoder.MAX_SAMPLES)];
  }

  /**
   * Takes the next bytes of the stream, whatever they are.
   *
   * @param bytes where they are; copied during the call
   * @param offset the first one
   * @param count how many
   */
  public void accept(byte[] bytes, int offset, int count) {
    packets.accept(bytes, offset, count);
  }

  /** How many packets were heard. */
  public long heard() {
    return heard;
  }

  /** How many damages were passed over: pages that are none, or packets that are not Opus. */
  public long damaged() {
    return damaged;
  }

  /** How many of them since a packet was heard. */
  public int damagedInARow() {
    return damagedInARow;
  }

  private void damage() {
    damaged++;
    damagedInARow++;
  }

  private void packet(byte[] packet, int length, OggPackets.Page page) {
    if (startsWith(packet, length, HEAD)) {
      decoder.reset();
      return;
    }
    if (length == 0 || startsWith(packet, length, TAGS)) {
      return;
    }
    int decoded;
    try {
      decoded = decoder.decode(packet, 0, length);
    } catch (AudioException notOpus) {
      damage();
      return;
    }
    heard++;
    damagedInARow = 0;
    int count = resampler.process(decoder.samples(), 0, decoded, resampled, 0);
    if (count > 0) {
      consumer.accept(resampled, 0, count);
    }
  }

  private static boolean startsWith(byte[] packet, int length, byte[] magic) {
    return length >= magic.length && Arrays.equals(packet, 0, magic.length, magic, 0, magic.length);
  }
}
