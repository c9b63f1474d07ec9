package coda.voice.client;

import static coda.voice.client.ClientError.CLIENT_CONNECTION_LOST;
import static coda.voice.client.ClientError.CLIENT_INTERRUPTED;
import static coda.voice.client.ClientError.CLIENT_TIMEOUT;

import java.net.http.HttpClient;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waits for futures, in this client's exceptions. */
final class Waiting {
  private Waiting() {}

  /**
   * What the future gives.
   *
   * @throws ClientException that it failed with, or {@code CLIENT_TIMEOUT}, {@code
   *     CLIENT_INTERRUPTED}
   */
  static <T> T get(CompletableFuture<T> future, Duration timeout, String what) {
    try {
      return future.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof ClientException known
          ? known
          : new ClientException(
              CLIENT_CONNECTION_LOST, what + " failed: " + e.getCause(), e.getCause());
    } catch (TimeoutException e) {
      throw new ClientException(
          CLIENT_TIMEOUT, "No " + what + " within " + timeout.toMillis() + " ms", e);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  /** Whether the future is done before the time is over. */
  static boolean done(CompletableFuture<?> future, Duration time) {
    try {
      future.get(time.toNanos(), TimeUnit.NANOSECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException e) {
      return true;
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  /** Whether the thread has ended before the time is over. */
  static boolean join(Thread thread, Duration time) {
    try {
      return thread.join(time);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  /** Waits until the client's own threads have ended. */
  static void terminated(HttpClient http, Duration time) {
    try {
      http.awaitTermination(time);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  static ClientException interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new ClientException(CLIENT_INTERRUPTED, "Interrupted while waiting", e);
  }
}
