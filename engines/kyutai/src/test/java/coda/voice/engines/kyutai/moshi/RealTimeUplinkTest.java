package coda.voice.engines.kyutai.moshi;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** In virtual time. */
class RealTimeUplinkTest {
  private static final long MS = 1_000_000;
  private static final int CHUNK = RealTimeUplink.CHUNK;
  private static final int TEN_MINUTES_MS = 600_000;

  /** A microphone whose every chunk carries its number, loud or quiet, and what became of it. */
  private static final class World {
    final MoshiCounters counters = new MoshiCounters();
    final List<Integer> sent = new ArrayList<>();
    final List<Long> delays = new ArrayList<>();
    final List<Long> arrivals = new ArrayList<>();
    boolean ready = true;
    long now;
    long maxAhead = Long.MIN_VALUE;
    long maxBehind = Long.MIN_VALUE;

    final RealTimeUplink uplink =
        new RealTimeUplink(
            new RealTimeUplink.Sink() {
              @Override
              public boolean ready() {
                return ready;
              }

              @Override
              public void send(short[] samples) {
                note(samples);
              }
            },
            counters);

    private void note(short[] samples) {
      int number = samples[1] * 30_000 + samples[2];
      sent.add(samples[0] == 0 ? -1 : number);
      if (samples[0] != 0) {
        delays.add(now - arrivals.get(number));
      }
    }

    void speak(boolean loud) {
      int number = arrivals.size();
      arrivals.add(now);
      short[] chunk = new short[CHUNK];
      Arrays.fill(chunk, (short) (loud ? 5_000 : 40));
      chunk[1] = (short) (number / 30_000);
      chunk[2] = (short) (number % 30_000);
      uplink.hear(chunk, 0, CHUNK, now);
      measure();
    }

    void beat() {
      uplink.beat(now);
      measure();
      maxBehind = Math.max(maxBehind, now / (20 * MS) - position());
    }

    private void measure() {
      maxAhead = Math.max(maxAhead, position() - now / (20 * MS));
    }

    private long position() {
      return sent.size() + counters.skipped.sum();
    }

    long worstDelayMs() {
      return delays.stream().mapToLong(Long::longValue).max().orElse(0) / MS;
    }

    /** The mean delay of the last minute's chunks, in ms. */
    double lastDelays(int count) {
      return delays.subList(delays.size() - count, delays.size()).stream()
              .mapToLong(Long::longValue)
              .average()
              .orElseThrow()
          / MS;
    }
  }

  /** Runs chunks, which arrive at these times, and beats, for ten minutes. */
  private static void run(World world, long[] arrivals, Random random) {
    world.uplink.start(0);
    int next = 0;
    for (long beat = 0; beat <= TEN_MINUTES_MS; beat += 20) {
      long at = (beat + random.nextInt(5)) * MS;
      while (next < arrivals.length && arrivals[next] <= at) {
        world.now = arrivals[next];
        // Speech for four seconds, a pause for one.
        world.speak(next % 250 < 200);
        next++;
      }
      world.now = at;
      world.beat();
    }
  }

  private static void checkBounds(World world) {
    assertThat(world.maxAhead).as("chunks ahead").isLessThanOrEqualTo(RealTimeUplink.AHEAD);
    assertThat(world.maxBehind).as("chunks behind").isLessThanOrEqualTo(RealTimeUplink.BEHIND);
    assertThat(world.worstDelayMs()).as("delay").isLessThanOrEqualTo(180);
  }

  @Test
  void shouldSendAtOnceWhatComesInTimeForTenMinutes() {
    World world = new World();
    long[] arrivals = new long[TEN_MINUTES_MS / 20];
    Arrays.setAll(arrivals, i -> (i * 20L + 7) * MS);

    run(world, arrivals, new Random(1));

    checkBounds(world);
    assertThat(world.worstDelayMs()).isZero();
    assertThat(world.counters.silence.sum()).isZero();
    assertThat(world.counters.dropped.sum()).isZero();
    assertThat(world.sent).hasSize(arrivals.length);
  }

  @Property(tries = 20)
  void shouldStayInRealTimeWhateverTheMicrophoneDoes(
      @ForAll long seed,
      @ForAll @IntRange(max = 80) int jitterMs,
      @ForAll @IntRange(min = -1_000, max = 1_000) int driftPerMillion) {
    World world = new World();
    Random random = new Random(seed);
    long[] arrivals = new long[TEN_MINUTES_MS / 20];
    long last = 0;
    long gap = 0;
    for (int i = 0; i < arrivals.length; i++) {
      if (random.nextInt(500) == 0) {
        gap = random.nextInt(2) == 0 ? random.nextInt(1_000) : 0; // then a burst
      }
      long due = i * 20L * (1_000_000 + driftPerMillion) / 1_000_000;
      long held = gap > 0 ? due + gap : due;
      gap = Math.max(0, gap - 20);
      last = Math.max(last, (held + random.nextInt(jitterMs + 1)) * MS);
      arrivals[i] = last;
    }

    run(world, arrivals, random);

    checkBounds(world);
    // The last chunks wait no longer than the first did: no delay has piled up.
    assertThat(world.lastDelays(250)).isLessThan(100);
    List<Integer> heard = world.sent.stream().filter(n -> n >= 0).toList();
    assertThat(heard).isSorted().doesNotHaveDuplicates();
  }

  @Test
  void shouldGetRidOfTheDelayOfABurstInTheNextPause() {
    World world = new World();
    long[] arrivals = new long[3_000];
    Arrays.setAll(arrivals, i -> Math.max(i * 20L, i < 50 ? 1_000 : 0) * MS);

    run(world, arrivals, new Random(2));

    checkBounds(world);
    assertThat(world.counters.dropped.sum()).isGreaterThan(30);
    assertThat(world.lastDelays(1_000)).isZero();
  }

  @Test
  void shouldFillInSilenceWhenTheMicrophoneStaysAway() {
    World world = new World();

    run(world, new long[0], new Random(3));

    checkBounds(world);
    assertThat(world.sent).hasSizeBetween(29_990, 30_000).containsOnly(-1);
  }

  @Test
  void shouldKeepTheBeginningOfAChunkThatNeverBecameWhole() {
    World world = new World();
    world.uplink.start(0);
    short[] half = new short[CHUNK / 2];
    Arrays.fill(half, (short) 5_000);
    half[1] = 0;
    half[2] = 0;
    world.arrivals.add(0L);
    world.uplink.hear(half, 0, half.length, 0);
    for (world.now = 0; world.now <= 200 * MS; world.now += 20 * MS) {
      world.beat();
    }

    assertThat(world.sent.getFirst()).isZero();
    assertThat(world.sent.subList(1, world.sent.size())).containsOnly(-1);
  }

  @Test
  void shouldSkipTheTimeInWhichNothingCouldBeSent() {
    World world = new World();
    world.uplink.start(0);
    for (int i = 0; i < 500; i++) {
      world.now = i * 20 * MS;
      world.ready = i < 100 || i > 300;
      world.speak(true);
      world.beat();
    }

    assertThat(world.counters.skipped.sum()).isBetween(180L, 200L);
    assertThat(world.worstDelayMs()).isLessThanOrEqualTo(180);
    assertThat(world.maxAhead).isLessThanOrEqualTo(RealTimeUplink.AHEAD);
  }

  @Test
  void shouldNotCatchUpAfterTheProcessStoodStill() {
    World world = new World();
    world.uplink.start(0);
    world.now = 20 * MS;
    world.speak(true);
    world.now = 10_000 * MS;
    for (int i = 0; i < 500; i++) {
      world.speak(true); // all that the socket's buffers held
    }
    world.beat();

    assertThat(world.sent.size())
        .isLessThanOrEqualTo(1 + RealTimeUplink.BEHIND + RealTimeUplink.AHEAD);
    assertThat(world.uplink.waiting()).isLessThanOrEqualTo(RealTimeUplink.MOST_WAITING);
  }
}
