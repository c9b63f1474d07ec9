package coda.voice.gateway.speech;

import coda.voice.audio.Pcm16;
import coda.voice.audio.SampleConsumer;
import coda.voice.audio.codec.Mp3Writer;
import coda.voice.audio.codec.OggOpusWriter;
import coda.voice.audio.wav.WavFile;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** How speech is written for a client: always mono at {@value #RATE} Hz, as OpenAI does. */
enum SoundFormat {
  /** MP3. */
  MP3("audio/mpeg") {
    @Override
    Writer writer() {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      Mp3Writer mp3 = new Mp3Writer(out, RATE);
      return new Encoded(out, mp3::write, mp3::close);
    }
  },
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
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      OggOpusWriter opus = new OggOpusWriter(out, RATE, PACKETS_PER_PAGE);
      return new Encoded(out, opus::write, opus::close);
    }
  };

  /** Samples per second. */
  static final int RATE = 24_000;

  /** An Opus page lasts 100 ms: little is waited for, and little is spent on pages. */
  private static final int PACKETS_PER_PAGE = 5;

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

  /** An encoder that writes to a stream. */
  private record Encoded(ByteArrayOutputStream out, SampleConsumer encoder, Runnable end)
      implements Writer {
    @Override
    public byte[] write(short[] samples, int count) {
      encoder.accept(samples, 0, count);
      return taken();
    }

    @Override
    public byte[] finish() {
      end.run();
      return taken();
    }

    private byte[] taken() {
      byte[] bytes = out.toByteArray();
      out.reset();
      return bytes;
    }
  }
}
