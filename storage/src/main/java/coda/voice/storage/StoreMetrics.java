package coda.voice.storage;

import coda.voice.ErrorCode;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.function.Supplier;

/** What storage counts and measures. */
final class StoreMetrics {
  private final MeterRegistry meters;
  private final Counter stored;
  private final Timer writing;

  StoreMetrics(MeterRegistry meters) {
    this.meters = meters;
    this.stored = meters.counter("coda.storage.turns.stored");
    this.writing = meters.timer("coda.storage.write");
  }

  /** Watches the keeper. */
  void watch(Supplier<Number> waiting, Supplier<Number> troubled) {
    Gauge.builder("coda.storage.turns.waiting", waiting)
        .description("Turns that wait to be stored")
        .register(meters);
    Gauge.builder("coda.storage.degraded", troubled)
        .description("1 while turns are not being stored as they should")
        .register(meters);
  }

  Timer writing() {
    return writing;
  }

  void stored() {
    stored.increment();
  }

  void dropped(ErrorCode why) {
    meters.counter("coda.storage.turns.dropped", "code", why.code()).increment();
  }

  void failed(ErrorCode why) {
    meters.counter("coda.storage.failures", "code", why.code()).increment();
  }

  void restarted(String task) {
    meters.counter("coda.storage.restarts", "task", task).increment();
  }

  void expired(int conversations) {
    meters.counter("coda.storage.conversations.expired").increment(conversations);
  }
}
