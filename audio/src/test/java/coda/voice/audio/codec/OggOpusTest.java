package coda.voice.audio.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import coda.voice.audio.AudioException;
import coda.voice.audio.FramePool;
import coda.voice.audio.FrameSplitter;
import coda.voice.audio.Signals;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.gagravarr.ogg.OggFile;
import org.gagravarr.ogg.OggPacket;
import org.gagravarr.ogg.OggPacketWriter;
import org.gagravarr.opus.OpusAudioData;
import org.gagravarr.opus.OpusFile;
import org.gagravarr.opus.OpusInfo;
import org.gagravarr.opus.OpusTags;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OggOpusTest {
  @ParameterizedTest
  @ValueSource(ints = {8_000, 16_000, 24_000, 48_000})
  void shouldReadBackAsMuchAsWasWrittenAndInTime(int rate) {
    short[] tone = Signals.sine(rate, 500, 9_000, rate + 123);

    short[] read = OggOpusReader.decode(OggOpusWriter.encode(tone, rate), rate);

    assertThat(read).hasSameSizeAs(tone);
    var fit = Signals.fit(read, rate / 4, rate * 3 / 4, rate, 500);
    assertThat(fit.overRestDb()).isGreaterThan(12);
    // Opus moves phases a little; a pre-skip ignored would be 6.5 ms, three periods and a quarter.
    assertThat(fit.phase()).as("phase").isCloseTo(0, within(0.5));
  }

  @Property(tries = 30)
  void shouldReadBackTheExactLength(
      @ForAll @IntRange(max = 5_000) int length, @ForAll @IntRange(min = 1, max = 50) int perPage) {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    try (OggOpusWriter writer = new OggOpusWriter(file, 16_000, perPage)) {
      writer.write(Signals.white(3_000, length, 1), 0, length);
    }

    assertThat(OggOpusReader.decode(file.toByteArray(), 16_000)).hasSize(length);
  }

  @Property(tries = 30)
  void shouldNotDependOnHowTheStreamIsCut(@ForAll long seed) {
    byte[] file = OggOpusWriter.encode(Signals.sine(24_000, 300, 9_000, 30_000), 24_000);
    List<Short> pieces = new ArrayList<>();
    OggOpusReader reader =
        new OggOpusReader(
            24_000,
            (samples, offset, count) -> {
              for (int i = offset; i < offset + count; i++) {
                pieces.add(samples[i]);
              }
            });
    Random random = new Random(seed);
    for (int at = 0; at < file.length; ) {
      int count = Math.min(file.length - at, 1 + random.nextInt(400));
      reader.accept(file, at, count);
      at += count;
    }
    reader.finish();

    short[] whole = OggOpusReader.decode(file, 24_000);
    assertThat(pieces).hasSize(whole.length);
    for (int i = 0; i < whole.length; i++) {
      assertThat(pieces.get(i)).isEqualTo(whole[i]);
    }
  }

  @Test
  void shouldStreamEveryPacketAtOnce() {
    List<Integer> writes = new ArrayList<>();
    FramePool pool = new FramePool(4);
    int[] frames = {0};
    try (FrameSplitter splitter = new FrameSplitter(pool, 24_000, _ -> frames[0]++)) {
      OggOpusReader reader = new OggOpusReader(24_000, splitter::write);
      OutputStream socket =
          new OutputStream() {
            @Override
            public void write(int b) {
              throw new AssertionError("byte by byte");
            }

            @Override
            public void write(byte[] bytes, int offset, int count) {
              writes.add(count);
              reader.accept(bytes, offset, count);
            }
          };
      OggOpusWriter writer = new OggOpusWriter(socket, 24_000, 1);
      writer.write(new short[480], 0, 480);
      int afterOne = writes.size();
      writer.write(new short[480 * 9], 0, 480 * 9);

      assertThat(afterOne).isGreaterThan(4);
      assertThat(frames[0]).isGreaterThanOrEqualTo(9);
    }
    assertThat(pool.leased()).isZero();
  }

  /** vorbis-java reads files on its own terms: it must agree with what the writer meant. */
  @Test
  void shouldWriteFilesThatOthersRead() throws IOException {
    byte[] bytes = OggOpusWriter.encode(new short[16_000], 16_000);

    try (OpusFile file = new OpusFile(new OggFile(new ByteArrayInputStream(bytes)))) {
      OpusInfo info = file.getInfo();
      assertThat(info.getNumChannels()).isEqualTo(1);
      assertThat(info.getRate()).isEqualTo(16_000);
      assertThat(info.getPreSkip()).isBetween(100, 400);
      int packets = 0;
      long granule = 0;
      for (OpusAudioData data = file.getNextAudioPacket();
          data != null;
          data = file.getNextAudioPacket()) {
        assertThat(data.getNumberOfSamples()).isEqualTo(960);
        granule = data.getGranulePosition();
        packets++;
      }
      assertThat(packets).isEqualTo(51);
      assertThat(granule).isEqualTo(48_000 + info.getPreSkip());
    }
    assertThat(bytes[lastPage(bytes) + 5] & 4).as("end of stream").isEqualTo(4);
  }

  @Test
  void shouldReadCommentsThatFillPages() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    OggPacketWriter ogg = new OggFile(out).getPacketWriter();
    OpusInfo info = new OpusInfo();
    info.setNumChannels(1);
    info.setSampleRate(48_000);
    ogg.bufferPacket(info.write(), true);
    OpusTags tags = new OpusTags();
    tags.addComment("METADATA_BLOCK_PICTURE", "x".repeat(200_000));
    ogg.bufferPacket(tags.write(), true);
    byte[] packet = new byte[OpusEncoder.MAX_PACKET_BYTES];
    OpusEncoder encoder = new OpusEncoder(48_000);
    int length = encoder.encode(new short[960], 0, packet, 0);
    ogg.bufferPacket(new OpusAudioData(Arrays.copyOf(packet, length)).write());
    ogg.setGranulePosition(960);
    ogg.close();

    assertThat(OggOpusReader.decode(out.toByteArray(), 48_000)).hasSize(960);
  }

  @Test
  void shouldReadStreamsThatCountPositionsAtAnotherRateAndDoNotEnd() {
    byte[] file = OggOpusWriter.encode(new short[48_000], 24_000);
    for (int page = 0; page < file.length; page = nextPage(file, page)) {
      ByteBuffer fields = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
      fields.putLong(page + 6, fields.getLong(page + 6) / 2);
      file[page + 5] &= ~4;
      seal(file, page);
    }

    int preSkip = 312 / 2;
    assertThat(OggOpusReader.decode(file, 24_000).length)
        .isBetween(48_480 - preSkip, 48_480 - preSkip / 2);
  }

  @Test
  void shouldReadStreamsThatFollowOneAnother() {
    byte[] one = OggOpusWriter.encode(Signals.white(3_000, 5_000, 1), 16_000);
    byte[] two = Arrays.copyOf(one, one.length * 2);
    System.arraycopy(one, 0, two, one.length, one.length);

    assertThat(OggOpusReader.decode(two, 16_000)).hasSize(10_000);
  }

  @Test
  void shouldReadWhatIsThereOfATruncatedFile() {
    byte[] file = OggOpusWriter.encode(new short[48_000], 16_000);
    byte[] cut = Arrays.copyOf(file, lastPage(file) + 10);

    assertThat(OggOpusReader.decode(cut, 16_000).length).isBetween(47_500, 47_999);
  }

  @Test
  void shouldRefuseWhatIsNotOggOpus() throws IOException {
    byte[] damaged = OggOpusWriter.encode(new short[16_000], 16_000);
    damaged[damaged.length - 1] ^= 1;
    ByteArrayOutputStream other = new ByteArrayOutputStream();
    OggPacketWriter ogg = new OggFile(other).getPacketWriter();
    ogg.bufferPacket(
        new OggPacket("\1vorbis and more than nineteen".getBytes(StandardCharsets.US_ASCII)), true);
    for (byte[] file :
        List.of(
            new byte[0],
            "RIFF".repeat(20).getBytes(StandardCharsets.US_ASCII),
            damaged,
            other.toByteArray())) {
      assertThatExceptionOfType(AudioException.class)
          .isThrownBy(() -> OggOpusReader.decode(file, 16_000))
          .returns("AUDIO_OGG_INVALID", AudioException::code);
    }
  }

  @Test
  void shouldStopWhereAFileIsLongerThanAllowed() {
    byte[] file = OggOpusWriter.encode(new short[16_000], 16_000);

    assertThat(OggOpusReader.decode(file, 16_000, 16_000)).hasSize(16_000);
    assertThatExceptionOfType(AudioException.class)
        .isThrownBy(() -> OggOpusReader.decode(file, 16_000, 15_999))
        .satisfies(e -> assertThat(e.code()).isEqualTo("AUDIO_TOO_LARGE"));
  }

  @Test
  void shouldRefuseMoreThanTwoChannels() {
    byte[] file = OggOpusWriter.encode(new short[100], 16_000);
    file[28 + 9] = 6;
    seal(file, 0);

    assertThatExceptionOfType(AudioException.class)
        .isThrownBy(() -> OggOpusReader.decode(file, 16_000))
        .returns("AUDIO_FORMAT_UNSUPPORTED", AudioException::code);
  }

  @Property(tries = 300)
  void shouldReadOrRefuseAFileThatWasTamperedWith(@ForAll long seed) {
    Random random = new Random(seed);
    byte[] file = OggOpusWriter.encode(Signals.white(3_000, 4_000, 1), 16_000);
    List<Integer> pages = new ArrayList<>();
    for (int page = 0; page < file.length; page = nextPage(file, page)) {
      pages.add(page);
    }
    int page = pages.get(random.nextInt(pages.size()));
    int end = nextPage(file, page);
    for (int changes = random.nextInt(4); changes >= 0; changes--) {
      file[page + random.nextInt(end - page)] = (byte) random.nextInt();
    }
    if (random.nextInt(4) > 0 && nextPage(file, page) == end) {
      seal(file, page); // mostly with a checksum that is right, or nothing else would be tried
    }
    try {
      assertThat(OggOpusReader.decode(file, 16_000).length).isLessThan(2_000_000);
    } catch (AudioException refused) {
      assertThat(refused.code()).startsWith("AUDIO_");
    }
  }

  @Test
  void shouldSayWhenItCannotWrite() {
    OutputStream broken =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException("gone");
          }
        };

    assertThatExceptionOfType(AudioException.class)
        .isThrownBy(() -> new OggOpusWriter(broken, 16_000, 1))
        .returns("AUDIO_IO", AudioException::code);
  }

  private static int nextPage(byte[] file, int page) {
    int segments = file[page + 26] & 0xFF;
    int next = page + 27 + segments;
    for (int i = 0; i < segments && page + 27 + i < file.length; i++) {
      next += file[page + 27 + i] & 0xFF;
    }
    return next;
  }

  private static int lastPage(byte[] file) {
    int last = 0;
    for (int page = 0; page < file.length; page = nextPage(file, page)) {
      last = page;
    }
    return last;
  }

  private static void seal(byte[] file, int page) {
    ByteBuffer fields = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    fields.putInt(page + 22, 0);
    fields.putInt(page + 22, OggCrc.of(file, page, nextPage(file, page)));
  }
}
