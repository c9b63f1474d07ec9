package coda.voice.engine.gpu;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/** Gives the order to unload, and measures until it was followed. */
final class UnloadingOwner implements GpuOwner {
  private static final Duration LOOK_AGAIN = Duration.ofMillis(50);

  private final LongSupplier bytesHeld;
  private final BooleanSupplier unload;
  private final Duration patience;

  UnloadingOwner(LongSupplier bytesHeld, BooleanSupplier unload, Duration patience) {
    this.bytesHeld = bytesHeld;
    this.unload = unload;
    this.patience = patience;
  }

  @Override
  public long bytesHeld() {
    return bytesHeld.getAsLong();
  }

  @Override
  public long giveBack(long wanted) {
    long before = bytesHeld.getAsLong();
    if (before == 0 || !unload.getAsBoolean()) {
      return 0;
    }
    long end = System.nanoTime() + patience.toNanos();
    long left = bytesHeld.getAsLong();
    try {
      while (left >= before && System.nanoTime() < end) {
        Thread.sleep(LOOK_AGAIN);
        left = bytesHeld.getAsLong();
      }
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    }
    return Math.max(0, before - left);
  }
}
