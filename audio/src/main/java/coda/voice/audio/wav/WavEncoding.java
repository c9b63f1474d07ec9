package coda.voice.audio.wav;

import static coda.voice.audio.AudioError.AUDIO_FORMAT_INVALID;
import static coda.voice.audio.AudioError.AUDIO_FORMAT_UNSUPPORTED;

import coda.voice.audio.AudioException;
import coda.voice.audio.codec.G711;
import java.nio.ByteBuffer;

/** How a WAV file stores a sample. All are read; files are written as 16-bit PCM. */
public enum WavEncoding {
  /** Unsigned bytes. */
  PCM_8(1) {
    @Override
    short decode(ByteBuffer bytes) {
      return (short) (((bytes.get() & 0xFF) - 128) << 8);
    }
  },
  /** Signed 16-bit integers. */
  PCM_16(2) {
    @Override
    short decode(ByteBuffer bytes) {
      return bytes.getShort();
    }
  },
  /** Signed 24-bit integers, rounded to 16 bits. */
  PCM_24(3) {
    @Override
    short decode(ByteBuffer bytes) {
      int low = bytes.get() & 0xFF;
      return rounded((bytes.getShort() << 8 | low) << 8);
    }
  },
  /** Signed 32-bit integers, rounded to 16 bits. */
  PCM_32(4) {
    @Override
    short decode(ByteBuffer bytes) {
      return rounded(bytes.getInt());
    }
  },
  /** IEEE single precision; ±1 is full scale, more is clipped, what is not a number is silence. */
  FLOAT_32(4) {
    @Override
    short decode(ByteBuffer bytes) {
      return scaled(bytes.getFloat());
    }
  },
  /** IEEE double precision, as {@link #FLOAT_32}. */
  FLOAT_64(8) {
    @Override
    short decode(ByteBuffer bytes) {
      return scaled(bytes.getDouble());
    }
  },
  /** G.711 A-law. */
  A_LAW(1) {
    @Override
    short decode(ByteBuffer bytes) {
      return G711.A_LAW.decode(bytes.get());
    }
  },
  /** G.711 µ-law. */
  MU_LAW(1) {
    @Override
    short decode(ByteBuffer bytes) {
      return G711.MU_LAW.decode(bytes.get());
    }
  };

  private final int bytesPerSample;

  WavEncoding(int bytesPerSample) {
    this.bytesPerSample = bytesPerSample;
  }

  /** Bytes that a sample of one channel takes. */
  public int bytesPerSample() {
    return bytesPerSample;
  }

  /** Reads the next sample from little-endian bytes. */
  abstract short decode(ByteBuffer bytes);

  /** The encoding that a format tag and a number of bits mean. */
  static WavEncoding of(int tag, int bits) {
    return switch (tag) {
      case 1 ->
          switch (bits) {
            case 8 -> PCM_8;
            case 16 -> PCM_16;
            case 24 -> PCM_24;
            case 32 -> PCM_32;
            default -> throw bits("PCM", bits, "8, 16, 24 or 32");
          };
      case 3 ->
          switch (bits) {
            case 32 -> FLOAT_32;
            case 64 -> FLOAT_64;
            default -> throw bits("floating point", bits, "32 or 64");
          };
      case 6, 7 -> {
        if (bits != 8) {
          throw bits("G.711", bits, "8");
        }
        yield tag == 6 ? A_LAW : MU_LAW;
      }
      default ->
          throw new AudioException(
              AUDIO_FORMAT_UNSUPPORTED,
              "WAV format 0x%04X is not supported; use PCM, floating point, A-law or µ-law"
                  .formatted(tag));
    };
  }

  private static AudioException bits(String encoding, int bits, String allowed) {
    return new AudioException(
        AUDIO_FORMAT_INVALID,
        "A %s WAV file has %s bits per sample, not %d".formatted(encoding, allowed, bits));
  }

  private static short rounded(int sample) {
    return (short) Math.min(((long) sample + 0x8000) >> 16, Short.MAX_VALUE);
  }

  private static short scaled(double sample) {
    // Math.round makes 0 of NaN.
    return (short) Math.clamp(Math.round(sample * 32_768), Short.MIN_VALUE, Short.MAX_VALUE);
  }
}
