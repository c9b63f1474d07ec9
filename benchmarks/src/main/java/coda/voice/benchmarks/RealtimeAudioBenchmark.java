package coda.voice.benchmarks;

import coda.voice.protocol.realtime.AppendReader;
import coda.voice.protocol.realtime.AudioBytes;
import coda.voice.protocol.realtime.AudioDeltas;
import coda.voice.protocol.realtime.Dialect;
import coda.voice.protocol.realtime.Incoming;
import coda.voice.protocol.realtime.PartIds;
import coda.voice.protocol.realtime.RealtimeReader;
import coda.voice.protocol.realtime.RealtimeWriter;
import coda.voice.protocol.realtime.ServerEvent;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What an audio event of the Realtime protocol costs: straight from bytes to bytes, and by way of a
 * tree of JSON as all other events go. Run with {@code -prof gc} to see what is allocated.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class RealtimeAudioBenchmark {
  private static final PartIds IDS =
      new PartIds("resp_0123456789abcdefghijk", "item_0123456789abcdefghijk", 0, 0);

  /** Milliseconds of audio in an event, at 24 kHz and 16 bits. */
  @Param({"20", "100"})
  private int millis;

  private final AppendReader fast = new AppendReader();
  private final RealtimeReader tree = new RealtimeReader(Dialect.GA);
  private final RealtimeWriter writer = new RealtimeWriter(Dialect.GA);
  private final AudioDeltas deltas = writer.audioDeltas(IDS);
  private byte[] audio = new byte[0];
  private byte[] append = new byte[0];
  private byte[] decoded = new byte[0];
  private byte[] encoded = new byte[0];

  /** Noise, so that no branch is cheaper than it would be. */
  @Setup
  public void fill() {
    audio = new byte[millis * 48];
    new Random(1).nextBytes(audio);
    append =
        ("{\"type\":\"input_audio_buffer.append\",\"audio\":\""
                + Base64.getEncoder().encodeToString(audio)
                + "\"}")
            .getBytes(StandardCharsets.UTF_8);
    decoded = new byte[AppendReader.room(append.length)];
    encoded = new byte[deltas.size(audio.length)];
  }

  /** An append into an array that is used again. */
  @Benchmark
  public int appendStraight() {
    return fast.read(append, 0, append.length, decoded);
  }

  /** An append as any other event. */
  @Benchmark
  public Incoming appendByTree() {
    return tree.read(append);
  }

  /** A delta into an array that is used again. */
  @Benchmark
  public int deltaStraight() {
    return deltas.write(audio, 0, audio.length, encoded, 0);
  }

  /** A delta in an array of its own. */
  @Benchmark
  public byte[] deltaStraightToKeep() {
    return deltas.message(audio, 0, audio.length);
  }

  /** A delta as any other event. */
  @Benchmark
  public byte[] deltaByTree() {
    return writer
        .write(new ServerEvent.OutputAudioDelta(IDS, new AudioBytes(audio)))
        .orElseThrow()
        .getBytes(StandardCharsets.UTF_8);
  }
}
