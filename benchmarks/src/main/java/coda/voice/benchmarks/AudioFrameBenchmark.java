package coda.voice.benchmarks;

import coda.voice.audio.AudioFrame;
import coda.voice.audio.FramePool;
import coda.voice.audio.resample.Resampler;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What 20 ms of sound cost on their way. Run with {@code -prof gc} to see what is allocated. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class AudioFrameBenchmark {
  private final FramePool pool = new FramePool(64);
  private final Resampler down = new Resampler(48_000, 16_000);
  private final Resampler speech = new Resampler(24_000, 16_000);
  private final Resampler odd = new Resampler(22_050, 48_000);
  private final short[] wide = new short[960];
  private final short[] narrow = new short[441];
  private final short[] output = new short[4_000];

  /** Noise, so that no branch is cheaper than it would be. */
  @Setup
  public void fill() {
    Random random = new Random(1);
    for (int i = 0; i < wide.length; i++) {
      wide[i] = (short) random.nextInt(-8000, 8000);
    }
    System.arraycopy(wide, 0, narrow, 0, narrow.length);
  }

  /** A frame out of the pool and back. */
  @Benchmark
  public int leaseAndRelease() {
    AudioFrame frame = pool.lease(16_000);
    frame.length(320);
    int length = frame.length();
    frame.release();
    return length;
  }

  /** 48 kHz to 16 kHz. */
  @Benchmark
  public int resampleDown() {
    return down.process(wide, 0, wide.length, output, 0);
  }

  /** 24 kHz to 16 kHz. */
  @Benchmark
  public int resampleSpeech() {
    return speech.process(wide, 0, 480, output, 0);
  }

  /** 22.05 kHz to 48 kHz. */
  @Benchmark
  public int resampleOdd() {
    return odd.process(narrow, 0, narrow.length, output, 0);
  }
}
