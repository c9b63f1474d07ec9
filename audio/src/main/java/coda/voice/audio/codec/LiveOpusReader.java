package coda.voice.audio.codec;

import coda.voice.audio.AudioException;
import coda.voice.audio.SampleConsumer;
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
  private final OpusSound sound;
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
    this.sound = new OpusSound(sampleRate, consumer);
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
      sound.begin(0);
      return;
    }
    if (length == 0 || startsWith(packet, length, TAGS)) {
      return;
    }
    int decoded;
    try {
      decoded = sound.decode(packet, 0, length);
    } catch (AudioException notOpus) {
      damage();
      return;
    }
    heard++;
    damagedInARow = 0;
    sound.hear(decoded);
  }

  private static boolean startsWith(byte[] packet, int length, byte[] magic) {
    return length >= magic.length && Arrays.equals(packet, 0, magic.length, magic, 0, magic.length);
  }
}
