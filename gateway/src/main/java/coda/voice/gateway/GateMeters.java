package coda.voice.gateway;

import coda.voice.gateway.limits.LimitKeeper;
import coda.voice.gateway.sessions.SessionBoard;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;

/**
 * What the front doors count, under the names that {@code docs/metrics.md} lists. May be used from
 * any thread. Names of users and whatever clients write are never part of a name here.
 */
public final class GateMeters {
  private final MeterRegistry registry;
  private final Counter framesDropped;
  private final Counter messagesIn;
  private final Counter messagesOut;
  private final Counter bytesIn;
  private final Counter bytesOut;

  /**
   * The counters of a registry; those with the same registry count together.
   *
   * @param registry keeps them
   */
  public GateMeters(MeterRegistry registry) {
    this.registry = registry;
    this.framesDropped =
        Counter.builder("coda.microphone.frames.dropped")
            .description("Microphone frames that were dropped because a session could not keep up")
            .register(registry);
    this.messagesIn = traffic("coda.messages", "Messages on WebSockets", "in");
    this.messagesOut = traffic("coda.messages", "Messages on WebSockets", "out");
    this.bytesIn = traffic("coda.bytes", "Bytes or characters of those messages", "in");
    this.bytesOut = traffic("coda.bytes", "Bytes or characters of those messages", "out");
  }

  private Counter traffic(String name, String about, String direction) {
    return Counter.builder(name).description(about).tag("direction", direction).register(registry);
  }

  /** Where everything is counted. */
  MeterRegistry registry() {
    return registry;
  }

  /**
   * A client was told of a failure.
   *
   * @param door which protocol it speaks, for example {@code coda} or {@code http}
   * @param code of the failure, one of ours
   */
  public void failed(String door, String code) {
    registry.counter("coda.errors", Tags.of("door", door, "code", code)).increment();
  }

  /**
   * Live audio was dropped.
   *
   * @param frames how many frames
   */
  public void dropped(long frames) {
    framesDropped.increment(frames);
  }

  /**
   * A message came.
   *
   * @param bytes its length
   */
  public void received(long bytes) {
    messagesIn.increment();
    bytesIn.increment(bytes);
  }

  /**
   * A message was sent.
   *
   * @param bytes its length
   */
  public void sent(long bytes) {
    messagesOut.increment();
    bytesOut.increment(bytes);
  }

  /** Shows how many connections there are, and places taken. */
  void watch(OpenConnections connections, LimitKeeper keeper) {
    Gauge.builder("coda.connections", connections, OpenConnections::count)
        .description("Connections that are open")
        .register(registry);
    Gauge.builder("coda.places", keeper, LimitKeeper::connected)
        .description("Places that are taken; the same number, unless something leaks")
        .register(registry);
  }

  /**
   * Shows how many sessions there are in each phase; to be asked again before each reading.
   *
   * @param board where they are
   */
  public Runnable watch(SessionBoard board) {
    Gauge.builder("coda.sessions", board, SessionBoard::count)
        .description("Sessions that are alive")
        .register(registry);
    MultiGauge phases =
        MultiGauge.builder("coda.sessions.phase")
            .description("Sessions in each phase")
            .register(registry);
    return () ->
        phases.register(
            board.phases().entrySet().stream()
                .map(
                    entry ->
                        MultiGauge.Row.of(
                            Tags.of(Tag.of("phase", entry.getKey())), entry.getValue()))
                .toList(),
            true);
  }
}
