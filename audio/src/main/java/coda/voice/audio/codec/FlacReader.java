package coda.voice.audio.codec;

import static coda.voice.audio.AudioError.AUDIO_FLAC_INVALID;
import static coda.voice.audio.AudioError.AUDIO_FORMAT_UNSUPPORTED;

import coda.voice.audio.AudioException;
import coda.voice.audio.SampleConsumer;
import coda.voice.audio.resample.MonoResampler;

/**
 * Reads FLAC (RFC 9639) of up to 24 bits and eight channels. Tags, pictures and tables are passed
 * over. Every frame has a check sum, so damage is noticed.
 *
 * <p>Belongs to one file and one thread.
 */
public final class FlacReader {
  /** Every file begins with "fLaC". */
  private static final int MAGIC_BYTES = 4;

  private static final int STREAM_INFO = 0;
  private static final int MOST_BITS = 24;

  private final FlacStreamInfo info;
  private final FlacBits bits;
  private final FlacFrame frame;
  private final MonoResampler sound;

  private FlacReader(byte[] file, int sampleRate, SampleConsumer consumer) {
    this.info = info(file);
    this.bits = new FlacBits(file, afterMetadata(file));
    this.frame = new FlacFrame(bits, info.channels(), info.sampleBits());
    this.sound = new MonoResampler(info.channels(), info.sampleRate(), sampleRate, consumer);
  }

  /**
   * Reads a file to its end.
   *
   * @param file its bytes, which begin with "fLaC"; not changed
   * @param sampleRate of what it gives, one of {@link coda.voice.audio.SampleRates#ALL}
   * @param consumer receives mono sound on the calling thread; what it throws ends the reading
   * @throws AudioException {@code AUDIO_FLAC_INVALID}, also at the end of a file with less sound
   *     than it says; {@code AUDIO_RATE_UNSUPPORTED}; {@code AUDIO_FORMAT_UNSUPPORTED}
   */
  public static void read(byte[] file, int sampleRate, SampleConsumer consumer) {
    new FlacReader(file, sampleRate, consumer).read();
  }

  private void read() {
    short[] interleaved = {};
    long heard = 0;
    while (info.samples() == 0 ? !bits.ended() : heard < info.samples()) {
      frame.read();
      int count = frame.length() * info.channels();
      interleaved = interleaved.length < count ? new short[count] : interleaved;
      frame.interleave(interleaved);
      sound.accept(interleaved, 0, count);
      heard += frame.length();
    }
    if (heard == 0) {
      throw invalid("there is no sound in it");
    }
    sound.finish();
  }

  private static FlacStreamInfo info(byte[] file) {
    FlacBits block = new FlacBits(file, MAGIC_BYTES);
    block.flag();
    if (block.unsigned(7) != STREAM_INFO) {
      throw invalid("it does not say what it holds");
    }
    block.unsigned(24);
    FlacStreamInfo info = FlacStreamInfo.read(block);
    if (info.sampleBits() > MOST_BITS) {
      throw new AudioException(
          AUDIO_FORMAT_UNSUPPORTED, "FLAC of more than " + MOST_BITS + " bits is not read");
    }
    return info;
  }

  /** Where the frames begin: every block says how long it is. */
  private static int afterMetadata(byte[] file) {
    int at = MAGIC_BYTES;
    boolean last = false;
    while (!last) {
      FlacBits block = new FlacBits(file, at);
      last = block.flag();
      block.unsigned(7);
      int length = block.unsigned(24);
      at = block.position() + length;
    }
    return at;
  }

  static AudioException damaged() {
    return invalid("a frame is damaged");
  }

  static AudioException cutOff() {
    return invalid("it is cut off");
  }

  private static AudioException invalid(String why) {
    return new AudioException(AUDIO_FLAC_INVALID, "The file is no FLAC: " + why);
  }
}
