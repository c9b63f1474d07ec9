package coda.voice.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class FrameSplitterTest {
  private final FramePool pool = new FramePool(4);
  private final List<short[]> frames = new ArrayList<>();

  private FrameSplitter splitter(int rate) {
    return new FrameSplitter(
        pool, rate, frame -> frames.add(Arrays.copyOf(frame.samples(), frame.length())));
  }

  @Test
  void shouldHandOverFramesOfTwentyMilliseconds() {
    try (FrameSplitter splitter = splitter(22_050)) {
      splitter.write(new short[1_000], 0, 1_000);

      assertThat(frames).extracting(frame -> frame.length).containsExactly(441, 441);
      assertThat(splitter.pending()).isEqualTo(118);
    }
    assertThat(pool.leased()).isZero();
  }

  @Property(tries = 200)
  void shouldNeitherLoseNorRepeatSamples(
      @ForAll("chunks") List<Integer> chunks, @ForAll("rates") int rate) {
    frames.clear();
    short[] stream = ramp(chunks.stream().mapToInt(Integer::intValue).sum());
    try (FrameSplitter splitter = splitter(rate)) {
      int at = 0;
      for (int chunk : chunks) {
        splitter.write(stream, at, chunk);
        at += chunk;
      }
      splitter.flush();
    }

    assertThat(joined()).isEqualTo(stream);
    assertThat(frames.stream().limit(Math.max(0, frames.size() - 1)))
        .allMatch(frame -> frame.length == FramePool.samplesPerFrame(rate));
    assertThat(pool.leased()).isZero();
  }

  @Property(tries = 200)
  void shouldCarryHalfASampleFromChunkToChunk(@ForAll("chunks") List<Integer> chunks) {
    frames.clear();
    int bytes = chunks.stream().mapToInt(Integer::intValue).sum();
    short[] stream = ramp(bytes / 2);
    byte[] pcm = Arrays.copyOf(littleEndian(stream), bytes);
    try (FrameSplitter splitter = splitter(16_000)) {
      int at = 0;
      for (int chunk : chunks) {
        splitter.write(pcm, at, chunk);
        at += chunk;
        assertThat(splitter.halfSample()).isEqualTo(at % 2 == 1);
      }
      splitter.flush();
      assertThat(splitter.halfSample()).isFalse();
    }

    assertThat(joined()).isEqualTo(stream);
  }

  @Property(tries = 20)
  void shouldStartAfreshAfterAReset(@ForAll @IntRange(min = 0, max = 700) int before) {
    frames.clear();
    try (FrameSplitter splitter = splitter(16_000)) {
      splitter.write(new byte[before], 0, before);
      splitter.reset();
      frames.clear();
      splitter.write(ramp(320), 0, 320);
    }

    assertThat(joined()).isEqualTo(ramp(320));
    assertThat(pool.leased()).isZero();
  }

  @Test
  void shouldNotMixSamplesIntoHalfASample() {
    try (FrameSplitter splitter = splitter(16_000)) {
      splitter.write(new byte[3], 0, 3);

      assertThatExceptionOfType(AudioException.class)
          .isThrownBy(() -> splitter.write(new short[1], 0, 1))
          .returns("AUDIO_HALF_SAMPLE", AudioException::code);
    }
  }

  @Test
  void shouldLetTheConsumerKeepAFrame() {
    List<AudioFrame> kept = new ArrayList<>();
    try (FrameSplitter splitter =
        new FrameSplitter(pool, 8_000, frame -> kept.add(frame.retain()))) {
      splitter.write(ramp(320), 0, 320);
    }

    assertThat(pool.leased()).isEqualTo(2);
    assertThat(kept.get(0).samples()[159]).isEqualTo((short) 159);
    assertThat(kept.get(1).samples()[0]).isEqualTo((short) 160);
    kept.forEach(AudioFrame::release);
    assertThat(pool.leased()).isZero();
  }

  @Test
  void shouldGiveTheFrameBackWhenTheConsumerThrows() {
    List<Short> firsts = new ArrayList<>();
    try (FrameSplitter splitter =
        new FrameSplitter(
            pool,
            8_000,
            frame -> {
              firsts.add(frame.samples()[0]);
              throw new IllegalStateException("full");
            })) {
      assertThatIllegalStateException().isThrownBy(() -> splitter.write(ramp(160), 0, 160));
      assertThat(pool.leased()).isZero();
      assertThatIllegalStateException().isThrownBy(() -> splitter.write(ramp(320), 160, 160));
    }

    assertThat(firsts).containsExactly((short) 0, (short) 160);
  }

  @Test
  void shouldNotHandOverAnythingWhenNothingWaits() {
    try (FrameSplitter splitter = splitter(48_000)) {
      splitter.flush();
      splitter.write(new short[960], 0, 960);
      splitter.flush();
    }

    assertThat(frames).hasSize(1);
  }

  @Provide
  Arbitrary<List<Integer>> chunks() {
    return Arbitraries.integers().between(0, 1_500).list().ofMaxSize(20);
  }

  @Provide
  Arbitrary<Integer> rates() {
    return Arbitraries.of(SampleRates.ALL);
  }

  private static short[] ramp(int count) {
    short[] ramp = new short[count];
    for (int i = 0; i < count; i++) {
      ramp[i] = (short) i;
    }
    return ramp;
  }

  private static byte[] littleEndian(short[] samples) {
    ByteBuffer bytes = ByteBuffer.allocate(samples.length * 2 + 1).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asShortBuffer().put(samples);
    return bytes.array();
  }

  private short[] joined() {
    short[] joined = new short[frames.stream().mapToInt(frame -> frame.length).sum()];
    int at = 0;
    for (short[] frame : frames) {
      System.arraycopy(frame, 0, joined, at, frame.length);
      at += frame.length;
    }
    return joined;
  }
}
