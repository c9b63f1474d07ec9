package coda.voice.audio.codec;

import static org.assertj.core.api.Assertions.assertThat;

import coda.voice.audio.Signals;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class LiveOpusTest {
  private static final int RATE = 24_000;
  private static final int FRAME = 480;

  /** The pages of a stream: two headers, then one for every 20 ms. */
  private static List<byte[]> pages(short[] samples) {
    LiveOpusWriter writer = new LiveOpusWriter(RATE, 7);
    byte[] headers = writer.headers();
    int second = 27 + 1 + 19;
    List<byte[]> pages = new ArrayList<>();
    pages.add(Arrays.copyOf(headers, second));
    pages.add(Arrays.copyOfRange(headers, second, headers.length));
    byte[] out = new byte[LiveOpusWriter.MAX_PAGE_BYTES];
    for (int at = 0; at + FRAME <= samples.length; at += FRAME) {
      pages.add(Arrays.copyOf(out, writer.write(samples, at, out, 0)));
    }
    return pages;
  }

  private static byte[] joined(List<byte[]> pages) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    pages.forEach(all::writeBytes);
    return all.toByteArray();
  }

  private static final class Ear {
    final LiveOpusReader reader =
        new LiveOpusReader(RATE, (samples, offset, count) -> heard(samples, offset, count));
    short[] samples = new short[0];

    private void heard(short[] more, int offset, int count) {
      int length = samples.length;
      samples = Arrays.copyOf(samples, length + count);
      System.arraycopy(more, offset, samples, length, count);
    }

    void hear(byte[] bytes) {
      reader.accept(bytes, 0, bytes.length);
    }
  }

  @Test
  void shouldGiveAPageForEveryFrameAtOnce() {
    short[] tone = Signals.sine(RATE, 500, 9_000, RATE);
    List<byte[]> pages = pages(tone);
    Ear ear = new Ear();

    for (int i = 0; i < pages.size(); i++) {
      int before = ear.samples.length;
      ear.hear(pages.get(i));
      if (i >= 3) {
        assertThat(ear.samples.length - before).as("page %d", i).isEqualTo(FRAME);
      }
    }
    assertThat(ear.reader.heard()).isEqualTo(50);
    assertThat(Signals.fit(ear.samples, RATE / 4, RATE * 3 / 4, RATE, 500).overRestDb())
        .isGreaterThan(12);
  }

  @Test
  void shouldWriteWhatReadersOfFilesRead() {
    short[] tone = Signals.sine(RATE, 500, 9_000, RATE);

    short[] read = OggOpusReader.decode(joined(pages(tone)), RATE);

    assertThat(read.length).isBetween(RATE - FRAME, RATE);
  }

  @Property(tries = 30)
  void shouldNotDependOnHowTheStreamIsCut(@ForAll long seed) {
    byte[] stream = joined(pages(Signals.sine(RATE, 300, 9_000, RATE)));
    Ear whole = new Ear();
    whole.hear(stream);
    Ear cut = new Ear();
    Random random = new Random(seed);
    for (int at = 0; at < stream.length; ) {
      int count = Math.min(stream.length - at, 1 + random.nextInt(300));
      cut.reader.accept(stream, at, count);
      at += count;
    }

    assertThat(cut.samples).isEqualTo(whole.samples);
  }

  @Property(tries = 100)
  void shouldGoOnAfterDamage(@ForAll @IntRange(min = 2, max = 45) int page, @ForAll long seed) {
    List<byte[]> pages = pages(Signals.white(3_000, RATE, 1));
    Random random = new Random(seed);
    byte[] damaged = pages.get(page).clone();
    damaged[random.nextInt(damaged.length)] ^= (byte) (1 + random.nextInt(255));
    pages.set(page, damaged);
    Ear ear = new Ear();

    ear.hear(joined(pages));

    // Whatever was damaged, a length perhaps: the pages after it are found.
    assertThat(ear.reader.heard()).isEqualTo(49);
    assertThat(ear.reader.damaged()).isEqualTo(1);
    assertThat(ear.reader.damagedInARow()).isZero();
  }

  @Test
  void shouldPassOverGarbageBetweenPages() {
    List<byte[]> pages = pages(Signals.sine(RATE, 300, 9_000, RATE));
    byte[] garbage = new byte[500];
    new Random(3).nextBytes(garbage);
    garbage[100] = 'O';
    garbage[101] = 'g';
    garbage[102] = 'g';
    garbage[103] = 'S';
    garbage[104] = 0;
    garbage[126] = (byte) 255;
    pages.add(10, garbage);
    Ear ear = new Ear();

    ear.hear(joined(pages));

    assertThat(ear.reader.heard()).isEqualTo(50);
    assertThat(ear.reader.damaged()).isEqualTo(1);
  }

  @Test
  void shouldCountPacketsThatAreNotOpus() {
    OggPageWriter writer = new OggPageWriter(1);
    byte[] page = new byte[400];
    Ear ear = new Ear();
    for (int i = 0; i < 3; i++) {
      // Code 3 with 63 frames: longer than any packet may be.
      int length = writer.write(new byte[] {3, 63, 1}, 0, 3, 0, page, 0);
      ear.reader.accept(page, 0, length);
    }

    assertThat(ear.reader.damaged()).isEqualTo(3);
    assertThat(ear.reader.damagedInARow()).isEqualTo(3);
    assertThat(ear.samples).isEmpty();
  }

  @Test
  void shouldHearAStreamWithoutHeaders() {
    List<byte[]> pages = pages(Signals.sine(RATE, 300, 9_000, RATE));
    Ear ear = new Ear();

    ear.hear(joined(pages.subList(2, pages.size())));

    assertThat(ear.reader.heard()).isEqualTo(50);
    assertThat(ear.reader.damaged()).isZero();
  }

  @Test
  void shouldWriteLongPacketsOverSeveralSegments() {
    OggPageWriter writer = new OggPageWriter(1);
    for (int length : new int[] {0, 254, 255, 256, 510, 1275}) {
      byte[] packet = new byte[length];
      new Random(length).nextBytes(packet);
      byte[] page = new byte[length + OggPageWriter.MAX_OVERHEAD_BYTES];
      int total = writer.write(packet, 0, length, 0, page, 0);
      List<byte[]> read = new ArrayList<>();
      OggPackets packets =
          OggPackets.live((bytes, count, where) -> read.add(Arrays.copyOf(bytes, count)), () -> {});
      packets.accept(page, 0, total);

      assertThat(read).as("length %d", length).hasSize(1);
      assertThat(read.getFirst()).isEqualTo(packet);
    }
  }
}
