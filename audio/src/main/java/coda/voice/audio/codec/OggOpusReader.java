package coda.voice.audio.codec;

import static coda.voice.audio.AudioError.AUDIO_OGG_INVALID;
import static coda.voice.audio.AudioError.AUDIO_TOO_LARGE;

import coda.voice.audio.AudioException;
import coda.voice.audio.SampleConsumer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads an Ogg/Opus stream (RFC 7845) that arrives in chunks of any length, a file or a socket's
 * messages, and gives mono sound as soon as a page is complete.
 *
 * <p>The pre-skip is honoured, and so is an end that cuts the last packet short. Positions of other
 * pages are ignored: some programs count them at another rate. Chained streams follow one another.
 *
 * <p>Belongs to one stream and one thread at a time.
 */
public final class OggOpusReader {
  /** The most samples that are read unless told otherwise: 2 h 19 min at 16 kHz. */
  public static final int SAMPLE_LIMIT = 1 << 27;

  private static final byte[] TAGS = "OpusTags".getBytes(StandardCharsets.US_ASCII);

  private enum Expecting {
    HEAD,
    TAGS,
    AUDIO
  }

  private final OggPackets packets = new OggPackets(this::packet);
  private final OpusSound sound;

  private Expecting expecting = Expecting.HEAD;

  /** The page of the last packet of sound. */
  private long currentPage = -1;

  /** Samples of 48 kHz decoded so far. */
  private long position;

  /** The position at which the stream ends. */
  private long end = Long.MAX_VALUE;

  /**
   * A reader for one stream.
   *
   * @param sampleRate of what it gives, one of {@link coda.voice.audio.SampleRates#ALL}
   * @param consumer receives the sound on the thread that calls
   * @throws AudioException {@code AUDIO_RATE_UNSUPPORTED}
   */
  public OggOpusReader(int sampleRate, SampleConsumer consumer) {
    this.sound = new OpusSound(sampleRate, consumer);
  }

  /**
   * Reads a whole file.
   *
   * @param file its bytes
   * @param sampleRate of the result
   * @throws AudioException as {@link #accept}; {@code AUDIO_OGG_INVALID} too when there is no Opus
   *     stream in it, {@code AUDIO_TOO_LARGE} beyond {@link #SAMPLE_LIMIT}
   */
  public static short[] decode(byte[] file, int sampleRate) {
    return decode(file, sampleRate, SAMPLE_LIMIT);
  }

  /**
   * Reads a whole file, within a limit: a packet of one byte can mean 120 ms of sound.
   *
   * @param file its bytes
   * @param sampleRate of the result
   * @param sampleLimit the most samples of the result
   * @throws AudioException as {@link #decode(byte[], int)}, beyond this limit
   */
  public static short[] decode(byte[] file, int sampleRate, int sampleLimit) {
    var all =
        new SampleConsumer() {
          private short[] samples = new short[1 << 14];
          private int length;

          @Override
          public void accept(short[] more, int offset, int count) {
            if (count > sampleLimit - length) {
              throw new AudioException(
                  AUDIO_TOO_LARGE, "The Opus file has more than " + sampleLimit + " samples");
            }
            if (length + count > samples.length) {
              samples = Arrays.copyOf(samples, Math.max(length + count, samples.length * 2));
            }
            System.arraycopy(more, offset, samples, length, count);
            length += count;
          }
        };
    OggOpusReader reader = new OggOpusReader(sampleRate, all);
    reader.accept(file, 0, file.length);
    if (reader.expecting != Expecting.AUDIO) {
      throw invalid("There is no Opus stream in the file");
    }
    reader.finish();
    return Arrays.copyOf(all.samples, all.length);
  }

  /**
   * Takes the next bytes of the stream.
   *
   * @param bytes where they are; copied during the call
   * @param offset the first one
   * @param count how many
   * @throws AudioException {@code AUDIO_OGG_INVALID} or {@code AUDIO_OPUS_INVALID}; the stream
   *     cannot be read any further
   */
  public void accept(byte[] bytes, int offset, int count) {
    packets.accept(bytes, offset, count);
  }

  /** Ends the stream: hands over the last few samples that the resampler held. */
  public void finish() {
    sound.finish();
  }

  private void packet(byte[] packet, int length, OggPackets.Page page) {
    if (page.first()) {
      expecting = Expecting.HEAD;
    }
    switch (expecting) {
      case HEAD -> head(packet, length);
      case TAGS -> {
        if (!startsWith(packet, length, TAGS)) {
          throw invalid("The Opus stream has no comments");
        }
        expecting = Expecting.AUDIO;
      }
      case AUDIO -> audio(packet, length, page);
    }
  }

  private void head(byte[] packet, int length) {
    if (!OpusHead.is(packet, length)) {
      throw invalid("The Ogg stream does not hold Opus");
    }
    sound.begin(OpusHead.of(packet).preSkip());
    position = 0;
    expecting = Expecting.TAGS;
  }

  private void audio(byte[] packet, int length, OggPackets.Page page) {
    if (length == 0) {
      return; // what some writers put on a last page that has nothing else
    }
    if (page.number() != currentPage) {
      currentPage = page.number();
      end = page.last() && page.granule() >= position ? page.granule() : Long.MAX_VALUE;
    }
    int decoded = sound.decode(packet, 0, length);
    sound.hear(Math.clamp(end - position, 0, decoded));
    position += decoded;
  }

  private static boolean startsWith(byte[] packet, int length, byte[] magic) {
    return length >= magic.length && Arrays.equals(packet, 0, magic.length, magic, 0, magic.length);
  }

  private static AudioException invalid(String message) {
    return new AudioException(AUDIO_OGG_INVALID, message);
  }
}
