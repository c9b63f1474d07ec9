package coda.voice.server;

import coda.voice.server.config.ServerConfig;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The threads that CPU-bound engines share. */
final class InferencePool {
  private InferencePool() {}

  /**
   * As many threads as cores, unless configured otherwise, and a bounded queue. A task that does
   * not fit is refused at once ({@link java.util.concurrent.RejectedExecutionException}).
   */
  static ThreadPoolExecutor open(ServerConfig config) {
    int threads = orCores(config.inferenceThreads());
    return new ThreadPoolExecutor(
        threads,
        threads,
        0,
        TimeUnit.SECONDS,
        new ArrayBlockingQueue<>(config.inferenceQueue()),
        Thread.ofPlatform().name("inference-", 0).daemon().factory(),
        new ThreadPoolExecutor.AbortPolicy());
  }

  /** A number of threads; 0 stands for the number of cores. */
  static int orCores(int threads) {
    return threads == 0 ? Runtime.getRuntime().availableProcessors() : threads;
  }
}
