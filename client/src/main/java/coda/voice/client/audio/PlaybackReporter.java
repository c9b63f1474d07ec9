package coda.voice.client.audio;

import coda.voice.client.audio.ReplyRecorder.Played;
import coda.voice.protocol.coda.ClientMessage.Playback;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Tells the server how far replies were really played, once per interval while one plays and once
 * when it is through, so that an interrupted answer is cut at the right word.
 */
public final class PlaybackReporter implements AutoCloseable {
  /** Often enough for the server's clock, well below its limit on requests. */
  public static final Duration INTERVAL = Duration.ofSeconds(1);

  private final Supplier<Optional<Played>> position;
  private final Consumer<Playback> server;
  private final CountDownLatch closed = new CountDownLatch(1);
  private Optional<Played> last = Optional.empty();

  /**
   * A reporter that does not run by itself yet.
   *
   * @param position how far the latest reply was played
   * @param server where to tell it
   */
  public PlaybackReporter(Supplier<Optional<Played>> position, Consumer<Playback> server) {
    this.position = position;
    this.server = server;
  }

  /**
   * Reports until it is closed.
   *
   * @param interval between reports
   */
  public void start(Duration interval) {
    Thread.ofVirtual().name("coda-playback").start(() -> run(interval.toNanos()));
  }

  private void run(long nanos) {
    try {
      while (!closed.await(nanos, TimeUnit.NANOSECONDS)) {
        report();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Tells the position if it changed. */
  public synchronized void report() {
    Optional<Played> now = position.get();
    if (now.isPresent() && !now.equals(last)) {
      last = now;
      server.accept(new Playback(now.get().responseId(), now.get().playedMs()));
    }
  }

  /** Stops. Idempotent. */
  @Override
  public void close() {
    closed.countDown();
  }
}
