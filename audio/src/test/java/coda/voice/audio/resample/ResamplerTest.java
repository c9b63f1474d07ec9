package coda.voice.audio.resample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import coda.voice.audio.AudioException;
import coda.voice.audio.AudioFrame;
import coda.voice.audio.FramePool;
import coda.voice.audio.SampleRates;
import coda.voice.audio.Signals;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ResamplerTest {
  private static final double AMPLITUDE = 30_000;

  record Pair(int from, int to) {
    double nyquist() {
      return Math.min(from, to) / 2.0;
    }
  }

  static Stream<Pair> everyPair() {
    return Stream.concat(SampleRates.ALL.stream(), SampleRates.RECORDED.stream())
        .flatMap(from -> SampleRates.ALL.stream().map(to -> new Pair(from, to)))
        .filter(pair -> pair.from() != pair.to());
  }

  static Stream<Pair> everyPairOfFrames() {
    return everyPair().filter(pair -> SampleRates.supported(pair.from()));
  }

  static Stream<Pair> everyPairDown() {
    return everyPair().filter(pair -> pair.to() < pair.from());
  }

  @ParameterizedTest
  @MethodSource("everyPair")
  void shouldPassSpeechUnchangedWithoutImages(Pair pair) {
    for (double part : new double[] {0.02, 0.25, 0.5, 0.75, 0.9}) {
      double frequency = part * pair.nyquist();
      short[] sine = Signals.sine(pair.from(), frequency, AMPLITUDE, pair.from() / 2);

      short[] converted = Resampler.convert(sine, pair.from(), pair.to());

      int edge = converted.length / 10;
      var fit = Signals.fit(converted, edge, converted.length - edge, pair.to(), frequency);
      assertThat(fit.overRestDb()).as("sine over images at %s Hz", frequency).isGreaterThan(70);
      assertThat(Signals.decibels(fit.amplitude() / AMPLITUDE))
          .as("gain at %s Hz", frequency)
          .isCloseTo(0, within(0.05));
      assertThat(Math.sin(fit.phase())).as("delay at %s Hz", frequency).isCloseTo(0, within(0.001));
    }
  }

  @ParameterizedTest
  @MethodSource("everyPairDown")
  void shouldNotLetAliasesThrough(Pair pair) {
    double above = pair.from() / 2.0 - pair.nyquist();
    for (double part : new double[] {0.001, 0.1, 0.5, 0.95}) {
      double frequency = pair.nyquist() + part * above;
      short[] sine = Signals.sine(pair.from(), frequency, AMPLITUDE, pair.from() / 2);

      short[] converted = Resampler.convert(sine, pair.from(), pair.to());

      int edge = converted.length / 10;
      double rest = Signals.rms(converted, edge, converted.length - edge);
      assertThat(Signals.decibels(rest / (AMPLITUDE / Math.sqrt(2))))
          .as("alias of %s Hz", frequency)
          .isLessThan(-70);
    }
  }

  @ParameterizedTest
  @MethodSource("everyPairOfFrames")
  void shouldNotDriftOverALongStream(Pair pair) {
    Resampler resampler = new Resampler(pair.from(), pair.to());
    int frame = FramePool.samplesPerFrame(pair.from());
    short[] in = new short[frame];
    short[] out = new short[resampler.maxOutput(frame)];
    long written = 0;
    int frames = 3_000;
    for (int i = 0; i < frames; i++) {
      int now = resampler.process(in, 0, frame, out, 0);
      if (i > 0) {
        assertThat(now).isEqualTo(FramePool.samplesPerFrame(pair.to()));
      }
      written += now;
    }
    written += resampler.flush(new short[resampler.maxOutput(0)], 0);

    assertThat(written).isEqualTo((long) frames * FramePool.samplesPerFrame(pair.to()));
  }

  @Property(tries = 60)
  void shouldNotDependOnHowTheStreamIsCut(
      @ForAll("pairs") Pair pair, @ForAll("chunks") List<Integer> chunks, @ForAll long seed) {
    int length = chunks.stream().mapToInt(Integer::intValue).sum();
    short[] noise = Signals.white(9_000, length, seed);
    Resampler resampler = new Resampler(pair.from(), pair.to());
    short[] pieces = new short[resampler.maxOutput(length) + resampler.maxOutput(0)];
    int read = 0;
    int written = 0;
    for (int chunk : chunks) {
      int now = resampler.process(noise, read, chunk, pieces, written);
      assertThat(now).isLessThanOrEqualTo(resampler.maxOutput(chunk));
      read += chunk;
      written += now;
    }
    int rest = resampler.flush(pieces, written);
    assertThat(rest).isLessThanOrEqualTo(resampler.maxOutput(0));

    assertThat(Arrays.copyOf(pieces, written + rest))
        .isEqualTo(Resampler.convert(noise, pair.from(), pair.to()));
    assertThat(written + rest)
        .isEqualTo((int) (((long) length * pair.to() + pair.from() - 1) / pair.from()));
  }

  @Test
  void shouldStartAfreshAfterAFlush() {
    short[] noise = Signals.white(5_000, 4_000, 7);
    Resampler resampler = new Resampler(16_000, 24_000);
    short[] first = run(resampler, noise);

    assertThat(run(resampler, noise)).isEqualTo(first);
  }

  @Test
  void shouldClipInsteadOfWrappingAround() {
    short[] square = new short[16_000];
    for (int i = 0; i < square.length; i++) {
      square[i] = i / 20 % 2 == 0 ? Short.MAX_VALUE : Short.MIN_VALUE;
    }

    short[] converted = Resampler.convert(square, 16_000, 48_000);

    // The filter overshoots at the edges; wrapped, the middle of a half wave would change sign.
    for (int i = 600; i < converted.length - 600; i++) {
      int within = i % 60;
      if (within > 5 && within < 55) {
        assertThat(converted[i] > 0).isEqualTo(i / 60 % 2 == 0);
      }
    }
  }

  @Test
  void shouldCopyBetweenEqualRates() {
    short[] noise = Signals.white(5_000, 1_000, 3);

    assertThat(Resampler.convert(noise, 16_000, 16_000)).isEqualTo(noise);
    assertThat(new Resampler(16_000, 16_000).latencySamples()).isZero();
  }

  @Test
  void shouldConvertFrames() {
    FramePool pool = new FramePool(2);
    Resampler resampler = new Resampler(44_100, 48_000);
    AudioFrame in = pool.lease(44_100).fill(Signals.sine(44_100, 440, 9_000, 882), 0, 882);
    AudioFrame out = pool.lease(48_000);
    List<Integer> lengths = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      resampler.process(in, out);
      lengths.add(out.length());
    }

    assertThat(lengths.subList(1, 5)).containsOnly(960);
    assertThat(lengths.getFirst()).isBetween(800, 960);
  }

  @Test
  void shouldNotAllocateInTheSteadyState() {
    Resampler resampler = new Resampler(48_000, 16_000);
    short[] in = Signals.white(5_000, 960, 1);
    short[] out = new short[resampler.maxOutput(960)];
    for (int i = 0; i < 100; i++) {
      resampler.process(in, 0, 960, out, 0);
    }
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    for (int i = 0; i < 10_000; i++) {
      resampler.process(in, 0, 960, out, 0);
    }

    // One byte per call would be 10,000; the measurement itself allocates a little.
    assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(5_000);
  }

  @Test
  void shouldNotAcceptAnUnknownRate() {
    assertThatExceptionOfType(AudioException.class)
        .isThrownBy(() -> new Resampler(96_000, 16_000))
        .returns("AUDIO_RATE_UNSUPPORTED", AudioException::code);
    assertThatExceptionOfType(AudioException.class)
        .isThrownBy(() -> new Resampler(16_000, 11_025))
        .returns("AUDIO_RATE_UNSUPPORTED", AudioException::code);
  }

  @Provide
  Arbitrary<Pair> pairs() {
    return Arbitraries.of(everyPair().toList());
  }

  @Provide
  Arbitrary<List<Integer>> chunks() {
    return Arbitraries.integers().between(0, 2_500).list().ofMaxSize(8);
  }

  private static short[] run(Resampler resampler, short[] input) {
    short[] output = new short[resampler.maxOutput(input.length) + resampler.maxOutput(0)];
    int written = resampler.process(input, 0, input.length, output, 0);
    return Arrays.copyOf(output, written + resampler.flush(output, written));
  }
}
