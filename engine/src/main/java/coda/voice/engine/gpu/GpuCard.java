package coda.voice.engine.gpu;

/**
 * A graphics card, and how much of it is left to components.
 *
 * @param index its number, from 0
 * @param name for people
 * @param totalBytes what it has
 * @param reserveBytes what is left to the system and to others; less than the total
 */
public record GpuCard(int index, String name, long totalBytes, long reserveBytes) {
  /** How many cards one ledger can hold. */
  public static final int MOST = 256;

  /**
   * Checks that something is left.
   *
   * @throws GpuException {@code GPU_PLAN_INVALID} when the reserve leaves nothing
   */
  public GpuCard {
    if (index < 0 || index >= MOST) {
      throw GpuException.invalid("Card " + index + ": cards are numbered from 0 to " + (MOST - 1));
    }
    if (totalBytes > MemorySize.MOST || reserveBytes < 0 || reserveBytes >= totalBytes) {
      throw GpuException.invalid(
          "Card %d (%s) has %s; a reserve of %s leaves nothing. Lower gpu.reserve"
              .formatted(
                  index, name, MemorySize.words(totalBytes), MemorySize.words(reserveBytes)));
    }
  }

  /** What components may hold together. */
  public long budgetBytes() {
    return totalBytes - reserveBytes;
  }
}
