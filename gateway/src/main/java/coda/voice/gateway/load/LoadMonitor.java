package coda.voice.gateway.load;

import coda.voice.gateway.load.LoadState.Level;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Knows how much the server has to do. The stress is the largest of all loads, each as a share of
 * its limit; from it follows whether somebody new is let in. The idea is that of Jitsi Videobridge.
 *
 * <p>{@link #sample} is called again and again by one thread that may be held up; everything else
 * by any thread.
 */
public final class LoadMonitor {
  private static final Logger LOG = LoggerFactory.getLogger(LoadMonitor.class);

  private final Supplier<LoadRules> rules;
  private final LongSupplier clock;
  private final RandomGenerator random;
  private final MeterRegistry meters;
  private final List<Watched> sources = new CopyOnWriteArrayList<>();
  private volatile LoadState state;
  private volatile double stress;

  private static final class Watched {
    private final LoadSource source;
    private volatile double last = Double.NaN;
    private boolean failing;

    Watched(LoadSource source) {
      this.source = source;
    }

    double look() {
      double load;
      try {
        load = source.measure().load();
        failing = false;
      } catch (RuntimeException e) {
        load = Double.NaN;
        if (!failing) {
          LOG.warn("The load {} cannot be measured", source.name(), e);
        }
        failing = true;
      }
      last = load;
      return load;
    }
  }

  /**
   * Watches nothing yet.
   *
   * @param rules when it is too much; asked for every sample
   * @param meters has the gauges {@code coda.load.stress} and {@code coda.load.state}, and {@code
   *     coda.load} of each source
   * @param clock in ms; one that does not go back
   * @param random for hints when to come back; safe for several threads
   */
  public LoadMonitor(
      Supplier<LoadRules> rules, MeterRegistry meters, LongSupplier clock, RandomGenerator random) {
    this.rules = rules;
    this.clock = clock;
    this.random = random;
    this.meters = meters;
    this.state = LoadState.normal(clock.getAsLong());
    Gauge.builder("coda.load.stress", () -> stress)
        .description("The largest of all loads as a share of its limit; 1 is the limit")
        .register(meters);
    Gauge.builder("coda.load.state", () -> overloaded() ? 1 : 0)
        .description("1 while nobody new is let in because there is too much to do")
        .register(meters);
  }

  /**
   * Watches one more load.
   *
   * @param source what
   */
  public void watch(LoadSource source) {
    Watched watched = new Watched(source);
    Gauge.builder("coda.load", () -> watched.last)
        .description("A load as a share of its limit")
        .tag("source", source.name())
        .register(meters);
    sources.add(watched);
  }

  /** Looks at all loads. A source that throws counts as not measured, and the others are heeded. */
  public void sample() {
    double most = 0;
    String heaviest = "nothing";
    for (Watched watched : sources) {
      double load = watched.look();
      if (load > most) {
        most = load;
        heaviest = watched.source.name();
      }
    }
    stress = most;
    LoadState before = state;
    LoadState now = before.next(rules.get(), most, clock.getAsLong());
    state = now;
    if (now.level() != before.level()) {
      tell(now.level(), most, heaviest);
    }
  }

  private static void tell(Level level, double stress, String heaviest) {
    String number = String.format(Locale.ROOT, "%.2f", stress);
    if (level == Level.OVERLOADED) {
      LOG.warn("Too much to do: stress {} by {}; nobody new is let in", number, heaviest);
    } else {
      LOG.info("There is room again: stress {}", number);
    }
  }

  /** Whether nobody new is let in. */
  public boolean overloaded() {
    return state.level() == Level.OVERLOADED;
  }

  /** The largest of all loads as a share of its limit, at the last look. */
  public double stress() {
    return stress;
  }

  /** In how many milliseconds somebody who was refused should come back. */
  public long retryAfterMs() {
    return RetryHint.afterMs(clock.getAsLong() - state.sinceMs(), random);
  }
}
