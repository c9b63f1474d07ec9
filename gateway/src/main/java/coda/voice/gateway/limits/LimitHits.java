package coda.voice.gateway.limits;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/**
 * Counts exceeded limits in {@code coda.limits.hit}, by {@code limit}, and whoever was not let in
 * in {@code coda.refusals}, by {@code reason}. May be used from any thread.
 */
public final class LimitHits {
  private final MeterRegistry meters;
  private final Map<Limit, Counter> hits = new EnumMap<>(Limit.class);

  /**
   * Every limit stands at zero.
   *
   * @param meters has the counters
   */
  public LimitHits(MeterRegistry meters) {
    this.meters = meters;
    for (Limit limit : Limit.values()) {
      hits.put(
          limit,
          Counter.builder("coda.limits.hit")
              .description("How often a client exceeded a limit")
              .tag("limit", limit.label())
              .register(meters));
    }
  }

  /**
   * A limit was exceeded.
   *
   * @param limit which
   */
  public void hit(Limit limit) {
    Objects.requireNonNull(hits.get(limit)).increment();
  }

  /**
   * A connection or conversation was refused.
   *
   * @param reason why, one of few words: a limit's label, or a state of the server
   */
  public void refused(String reason) {
    Counter.builder("coda.refusals")
        .description("Connections and conversations that were not let in")
        .tag("reason", reason)
        .register(meters)
        .increment();
  }
}
