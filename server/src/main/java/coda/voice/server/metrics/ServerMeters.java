package coda.voice.server.metrics;

import coda.voice.audio.FramePool;
import coda.voice.server.EngineSet;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadPoolExecutor;

/**
 * Everything of the server that is measured, and the text in which Prometheus reads it. May be used
 * from any thread.
 */
public final class ServerMeters implements AutoCloseable {
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final JvmGcMetrics collections = new JvmGcMetrics();
  private final List<Runnable> beforeReading = new CopyOnWriteArrayList<>();

  /** The virtual machine's own figures. */
  public ServerMeters() {
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    new FileDescriptorMetrics().bindTo(registry);
    new UptimeMetrics().bindTo(registry);
    collections.bindTo(registry);
  }

  /** Where others count. */
  public MeterRegistry registry() {
    return registry;
  }

  /**
   * Something has to be asked before each reading.
   *
   * @param ask asks it; quick, from any thread
   */
  public void watch(Runnable ask) {
    beforeReading.add(ask);
  }

  /**
   * Shows how many frames of sound are out.
   *
   * @param frames the pool
   */
  public void watch(FramePool frames) {
    Gauge.builder("coda.frames.leased", frames, FramePool::leased)
        .description("Frames of sound that are in use; none while nobody talks")
        .register(registry);
  }

  /**
   * Shows how much waits for the CPU-bound engines.
   *
   * @param inference their pool
   */
  public void watch(ExecutorService inference) {
    if (inference instanceof ThreadPoolExecutor pool) {
      Gauge.builder("coda.inference.queue", pool, p -> p.getQueue().size())
          .description("Tasks that wait for an inference thread")
          .register(registry);
      Gauge.builder("coda.inference.active", pool, ThreadPoolExecutor::getActiveCount)
          .description("Inference threads that work")
          .register(registry);
    }
  }

  /**
   * Shows how the engines are.
   *
   * @param engines open and warm
   */
  public void watch(EngineSet engines) {
    EngineMeters.bind(registry, engines);
  }

  /** Everything, as Prometheus reads it. */
  String read() {
    beforeReading.forEach(Runnable::run);
    return registry.scrape();
  }

  @Override
  public void close() {
    collections.close();
    registry.close();
  }
}
