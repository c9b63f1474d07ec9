package coda.voice.server.fuzz;

import coda.voice.VoiceException;
import coda.voice.audio.AudioError;
import coda.voice.audio.AudioException;
import coda.voice.audio.codec.G711;
import coda.voice.audio.codec.LiveOpusReader;
import coda.voice.audio.codec.OggOpusReader;
import coda.voice.audio.codec.OpusDecoder;
import coda.voice.audio.file.SoundFile;
import coda.voice.audio.wav.WavAudio;
import coda.voice.audio.wav.WavFile;
import coda.voice.engines.kyutai.messages.MessageReader;
import coda.voice.protocol.Shown;
import coda.voice.protocol.UserText;
import coda.voice.protocol.coda.AudioEncoding;
import coda.voice.protocol.coda.AudioText;
import coda.voice.protocol.coda.BinaryFrame;
import coda.voice.protocol.coda.CodaCodec;
import coda.voice.protocol.realtime.AppendReader;
import coda.voice.protocol.realtime.ClientEvent;
import coda.voice.protocol.realtime.ClientSecrets;
import coda.voice.protocol.realtime.Dialect;
import coda.voice.protocol.realtime.Incoming;
import coda.voice.protocol.realtime.RealtimeReader;
import coda.voice.protocol.realtime.RealtimeWriter;
import coda.voice.protocol.realtime.ServerEvent;
import coda.voice.protocol.realtime.SessionConfig;
import coda.voice.protocol.realtime.SessionObject;
import coda.voice.protocol.realtime.SessionType;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * One parser each. It may throw a {@link VoiceException} with words that are safe, and nothing
 * else; what it reads, it reads again after writing. Memory is bounded by the heap of the run.
 */
enum FuzzTarget {
  /** WAV files, all encodings. */
  WAV {
    @Override
    void read(byte[] input) {
      WavAudio audio = WavFile.read(new ByteArrayInputStream(input), SAMPLES);
      WavAudio again = WavFile.read(WavFile.bytes(audio));
      same(audio.samples(), again.samples());
      same(audio.sampleRate(), again.sampleRate());
    }
  },
  /** Ogg files with Opus. */
  OGG_OPUS {
    @Override
    void read(byte[] input) {
      check(OggOpusReader.decode(input, 16_000, SAMPLES).length <= SAMPLES, "more than allowed");
    }
  },
  /** Ogg with Opus as it arrives from a socket, in pieces of 100 bytes. */
  LIVE_OPUS {
    @Override
    void read(byte[] input) {
      LiveOpusReader reader = new LiveOpusReader(24_000, (samples, offset, count) -> {});
      for (int at = 0; at < input.length; at += 100) {
        reader.accept(input, at, Math.min(100, input.length - at));
      }
    }
  },
  /** Opus packets, each behind a byte with its length; the decoder lives on after a bad one. */
  OPUS_PACKETS {
    @Override
    void read(byte[] input) {
      OpusDecoder decoder = new OpusDecoder(24_000);
      short[] room = new short[decoder.maxOutput()];
      int at = 0;
      while (at < input.length) {
        int length = Math.min(input[at] & 0xFF, input.length - at - 1);
        try {
          decoder.decode(input, at + 1, length, room, 0);
        } catch (VoiceException e) {
          safe(e);
        }
        at += 1 + length;
      }
    }
  },
  /** A-law and µ-law. */
  G711_CODES {
    @Override
    void read(byte[] input) {
      for (G711 law : G711.values()) {
        short[] samples = new short[input.length];
        law.decode(input, 0, input.length, samples, 0);
        byte[] codes = new byte[input.length];
        law.encode(samples, 0, samples.length, codes, 0);
        short[] again = new short[input.length];
        law.decode(codes, 0, codes.length, again, 0);
        same(samples, again);
      }
    }
  },
  /** Messages of clients. */
  CLIENT_JSON {
    @Override
    void read(byte[] input) {
      var message = CODEC.decodeClient(text(input));
      same(message, CODEC.decodeClient(CODEC.encodeClient(message)));
    }
  },
  /** Messages of servers. */
  SERVER_JSON {
    @Override
    void read(byte[] input) {
      var message = CODEC.decodeServer(text(input));
      same(message, CODEC.decodeServer(CODEC.encodeServer(message)));
    }
  },
  /** Binary frames. */
  BINARY_FRAME {
    @Override
    void read(byte[] input) {
      BinaryFrame frame = BinaryFrame.decode(input);
      same(frame, BinaryFrame.decode(frame.encode()));
    }
  },
  /** Audio as hex or base64; the first byte chooses. */
  AUDIO_TEXT {
    @Override
    void read(byte[] input) {
      AudioEncoding[] all = AudioEncoding.values();
      if (input.length == 0) {
        return;
      }
      AudioEncoding encoding = all[(input[0] & 0xFF) % all.length];
      if (encoding == AudioEncoding.BINARY) {
        return;
      }
      byte[] audio = AudioText.decode(encoding, text(Arrays.copyOfRange(input, 1, input.length)));
      byte[] again = AudioText.decode(encoding, AudioText.encode(encoding, audio));
      check(Arrays.equals(audio, again), "another audio");
    }
  },
  /** Configuration: a YAML file, and behind a byte of 0 overrides, one a line. */
  CONFIGURATION {
    @Override
    void read(byte[] input) {
      ConfigurationInput.read(input);
    }
  },
  /** What moshi-server says: MessagePack. */
  SPEECH_SERVER {
    @Override
    void read(byte[] input) {
      Objects.requireNonNull(MessageReader.read(input));
    }
  },
  /** Tokens (JWT) as they come. */
  TOKEN {
    @Override
    void read(byte[] input) {
      TokenInput.read(text(input));
    }
  },
  /** Tokens (JWT) with any header and claims, signed with the right key. */
  SIGNED_TOKEN {
    @Override
    void read(byte[] input) {
      TokenInput.readSigned(input);
    }
  },
  /** What users type. */
  USER_TEXT {
    @Override
    void read(byte[] input) {
      String clean = UserText.clean(text(input));
      same(clean, UserText.clean(clean));
      check(
          UserText.fits(clean, clean.length(), 4 * clean.length()),
          "longer than it can possibly be");
    }
  },
  /** Events of Realtime clients; what changes a session is carried out and shown again. */
  REALTIME_EVENT {
    @Override
    void read(byte[] input) {
      for (Dialect dialect : Dialect.values()) {
        Incoming incoming = new RealtimeReader(dialect).read(input);
        same(incoming, new RealtimeReader(dialect).read(input));
        if (incoming.event() instanceof ClientEvent.SessionUpdate update) {
          SessionConfig changed = session().mergeFirst(update.patch());
          String shown =
              new RealtimeWriter(dialect)
                  .write(new ServerEvent.SessionUpdated(new SessionObject("sess_1", 1, changed)))
                  .orElseThrow();
          check(shown.length() < 4_000_000, "an endless session");
        }
      }
    }
  },
  /** Audio of Realtime clients: the way without a tree hears the same as the way with one. */
  REALTIME_APPEND {
    @Override
    void read(byte[] input) {
      byte[] room = new byte[AppendReader.room(input.length)];
      int length = new AppendReader().read(input, 0, input.length, room);
      if (length != AppendReader.NOT_PLAIN) {
        Incoming incoming = new RealtimeReader(Dialect.GA).read(input);
        check(
            incoming.event() instanceof ClientEvent.InputAudioAppend append
                && Arrays.equals(append.audio().bytes(), Arrays.copyOf(room, length)),
            "another audio");
      }
    }
  },
  /** Requests for ephemeral keys. */
  CLIENT_SECRET {
    @Override
    void read(byte[] input) {
      ClientSecrets.Request request = ClientSecrets.read(text(input));
      Objects.requireNonNull(session().mergeFirst(request.session()));
    }
  },
  /** Recordings that are uploaded, whatever they are. */
  SOUND_FILE {
    @Override
    void read(byte[] input) {
      long[] samples = {0};
      SoundFile.of(input)
          .read(
              16_000,
              (source, offset, count) -> {
                samples[0] += count;
                if (samples[0] > SAMPLES) {
                  throw new AudioException(AudioError.AUDIO_TOO_LONG, "enough");
                }
              });
    }
  };

  private static final int SAMPLES = 1 << 22;
  private static final CodaCodec CODEC = new CodaCodec();

  private static SessionConfig session() {
    return SessionConfig.defaults(SessionType.REALTIME, Optional.of("m"), "", "default");
  }

  /**
   * Reads one input.
   *
   * @throws RuntimeException whatever the parser must not throw
   */
  abstract void read(byte[] input);

  /** Reads one input; what is refused in the right way is fine. */
  final void run(byte[] input) {
    try {
      read(input);
    } catch (VoiceException e) {
      safe(e);
    }
  }

  /** The folder of its inputs. */
  final String folder() {
    return name().toLowerCase(Locale.ROOT);
  }

  private static void safe(VoiceException e) {
    check(e.safeMessage().length() < 20_000, "an endless message");
    check(
        e.safeMessage()
            .codePoints()
            .noneMatch(point -> Character.isISOControl(point) && point != '\n'),
        "a control character in a message");
    String ours = Shown.withoutQuotes(e.safeMessage());
    check(!ours.contains("Exception"), "a class name for clients: " + ours);
  }

  private static String text(byte[] input) {
    return new String(input, StandardCharsets.UTF_8);
  }

  private static void same(Object expected, Object read) {
    check(Objects.deepEquals(expected, read), "read again it is another: " + expected);
  }

  private static void check(boolean holds, String otherwise) {
    if (!holds) {
      throw new AssertionError(otherwise);
    }
  }
}
