package coda.voice.engine.gpu;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * Who really holds the memory of a component, and can free it.
 *
 * <p>Called on a thread that may block, never while the ledger holds a lock, and for one component
 * by one thread at a time. An owner that fails, lies or takes too long is left alone for a while
 * and reported; others are asked instead.
 */
public interface GpuOwner {
  /**
   * How much it holds on the card now, in bytes: measured where it can be, else counted. Asked
   * before and after {@link #giveBack} to see whether the memory is really free.
   */
  long bytesHeld();

  /**
   * Frees memory: at least {@code wanted} bytes if it can, less or nothing when it cannot, more
   * when it can only free large pieces. Returns when the memory is free.
   *
   * <p>The ledger books what is confirmed; the owner must not {@link GpuComponent#release} it too.
   *
   * @param wanted in bytes, at least 1
   * @return what was really freed, in bytes
   */
  long giveBack(long wanted);

  /**
   * Less was booked than {@link #giveBack} returned, because so much less was missing afterwards:
   * an owner that took newly reserved memory meanwhile releases these bytes itself.
   *
   * @param bytes of what was returned and not booked
   */
  default void notBooked(long bytes) {}

  /**
   * An owner in a process of its own that can only unload everything, such as a model server. It
   * takes the order and frees the memory a little later, so what is held is measured until it is
   * less than before.
   *
   * @param bytesHeld measures what is held now
   * @param unload gives the order; whether it was taken
   * @param patience how long to wait for the memory to be free
   */
  static GpuOwner unloading(LongSupplier bytesHeld, BooleanSupplier unload, Duration patience) {
    return new UnloadingOwner(bytesHeld, unload, patience);
  }
}
