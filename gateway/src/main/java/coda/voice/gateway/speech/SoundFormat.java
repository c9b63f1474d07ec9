package coda.voice.gateway.speech;

import coda.voice.audio.Pcm16;
import coda.voice.audio.codec.OggOpusWriter;
import coda.voice.audio.wav.WavFile;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** How speech is written for a client: always mono at {@value #RATE} Hz, as OpenAI does. */
enum SoundFormat {
  /** A header without lengths, then samples. */
  WAV("audio/wav") {
    @Override
    Writer writer() {
      return new Pcm(WavFile.streamHeader(RATE, 1));
    }
  },
  /** 16-bit little-endian samples. */
  PCM("audio/pcm") {
    @Override
    Writer writer() {
      return new Pcm(new byte[0]);
    }
  },
  /** Opus in Ogg. */
  OPUS("audio/ogg") {
    @Override
    Writer writer() {
      return new Opus();
    }
  };

  /** Samples per second. */
  static final int RATE = 24_000;

  private final String mediaType;

  SoundFormat(String mediaType) {
    this.mediaType = mediaType;
  }

  /** Makes bytes of samples, piece by piece; one thread. */
  interface Writer {
    /**
     * The next bytes.
     *
     * @param samples mono at {@value #RATE} Hz
     * @param count how many of them
     * @return may be empty
     */
    byte[] write(short[] samples, int count);

    /** The last bytes; may be empty. */
    byte[] finish();
  }

  /** A writer of one stream. */
  abstract Writer writer();

  /** For the header of an answer. */
  String mediaType() {
    return mediaType;
  }

  /**
   * The format of a name.
   *
   * @param name as requests have it
   */
  static Optional<SoundFormat> of(String name) {
    return Arrays.stream(values()).filter(format -> format.wireName().equals(name)).findFirst();
  }

  /** All names, for messages. */
  static String names() {
    return Arrays.stream(values()).map(SoundFormat::wireName).collect(Collectors.joining(", "));
  }

  private String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  private static final class Pcm implements Writer {
    private byte[] header;

    Pcm(byte[] header) {
      this.header = header;
    }

    @Override
    public byte[] write(short[] samples, int count) {
      byte[] out = Arrays.copyOf(header, header.length + 2 * count);
      Pcm16.encode(samples, 0, count, out, header.length);
      header = new byte[0];
      return out;
    }

    @Override
    public byte[] finish() {
      return header;
    }
  }

  private static final class Opus implements Writer {
    /** A page lasts 100 ms: little is waited for, and little is spent on pages. */
    private static final int PACKETS_PER_PAGE = 5;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final OggOpusWriter writer = new OggOpusWriter(out, RATE, PACKETS_PER_PAGE);

    @Override
    public byte[] write(short[] samples, int count) {
      writer.write(samples, 0, count);
      return taken();
    }

    @Override
    public byte[] finish() {
      writer.close();
      return taken();
    }

    private byte[] taken() {
      byte[] bytes = out.toByteArray();
      out.reset();
      return bytes;
    }
  }
}
