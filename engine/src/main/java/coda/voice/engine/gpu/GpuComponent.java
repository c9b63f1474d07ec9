package coda.voice.engine.gpu;

import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/**
 * A component's account in a {@link GpuLedger}. May be used from any thread.
 *
 * <p>Reserve before memory is taken, release after it is free. Reserving what the component's
 * allowance covers, and releasing it, takes no lock, allocates nothing and waits for nobody.
 */
public final class GpuComponent implements AutoCloseable {
  private static final CompletionStage<Void> DONE = CompletableFuture.completedStage(null);

  private final Holding holding;
  private final Books books;
  private final OwnerAccount owner;
  private final Consumer<Want> evict;
  private final Consumer<GpuComponent> remove;

  GpuComponent(
      Holding holding,
      Books books,
      OwnerAccount owner,
      Consumer<Want> evict,
      Consumer<GpuComponent> remove) {
    this.holding = holding;
    this.books = books;
    this.owner = owner;
    this.evict = evict;
    this.remove = remove;
  }

  /** What is planned for it: by the operator, else as the engine registered it. */
  public ComponentPlan plan() {
    return holding.plan();
  }

  /**
   * Reserves if there is room now. Asks nobody to give memory back and never blocks.
   *
   * @param bytes at least 0
   * @return whether they are reserved; false when the card has no room, when the component would
   *     exceed its maximum, and after {@link #close}
   */
  public boolean tryReserve(long bytes) {
    return holding.reserve(positive(bytes)) == Outcome.DONE;
  }

  /**
   * Reserves, and if there is no room, has owners of components of lower priority asked to give
   * memory back: least important first, then least recently used. Never blocks.
   *
   * @param bytes at least 0
   * @return completes when they are reserved; or with a {@link GpuException}: {@code
   *     GPU_MEMORY_FULL}, {@code GPU_ABOVE_MAXIMUM}, {@code GPU_COMPONENT_CLOSED}
   */
  public CompletionStage<Void> reserve(long bytes) {
    return decided(holding.reserve(positive(bytes)), bytes, false);
  }

  /**
   * Changes what is reserved to an amount, if there is room now.
   *
   * @param bytes in all, at least 0
   * @return as {@link #tryReserve}; less than before always succeeds
   */
  public boolean tryResize(long bytes) {
    return books.resize(holding, positive(bytes)) == Outcome.DONE;
  }

  /**
   * Changes what is reserved to an amount; for more than there is room for, others are asked to
   * give memory back.
   *
   * @param bytes in all, at least 0
   * @return as {@link #reserve}
   */
  public CompletionStage<Void> resize(long bytes) {
    return decided(books.resize(holding, positive(bytes)), bytes, true);
  }

  private CompletionStage<Void> decided(Outcome outcome, long bytes, boolean inAll) {
    if (outcome == Outcome.DONE) {
      return DONE;
    }
    CompletableFuture<Void> result = new CompletableFuture<>();
    Want want = new Want(holding, bytes, inAll, List.of(), result);
    if (outcome == Outcome.NO_ROOM) {
      evict.accept(want);
    } else {
      result.completeExceptionally(want.refusal(outcome, ""));
    }
    return result.minimalCompletionStage();
  }

  /**
   * Releases. Not for what the owner has just given back when it was asked: that is booked already.
   * After {@link #close} nothing happens, as everything is released already.
   *
   * @param bytes at least 0
   * @throws GpuException {@code GPU_RELEASE_INVALID} when it holds less; then nothing is released
   */
  public void release(long bytes) {
    if (!holding.release(positive(bytes))) {
      throw GpuException.notHeld(plan().name(), bytes, holding.bytes());
    }
  }

  /** It is in use now: others are asked to give memory back before it is. */
  public void touch() {
    holding.touch(books.now());
  }

  /** What it holds, in bytes. */
  public long reservedBytes() {
    return holding.bytes();
  }

  /** The card it is on; empty while it holds nothing. */
  public OptionalInt card() {
    long held = holding.held();
    return Bytes.amount(held) > 0 ? OptionalInt.of(Bytes.card(held)) : OptionalInt.empty();
  }

  /** Unregisters it and releases all it holds. Idempotent. */
  @Override
  public void close() {
    remove.accept(this);
  }

  Holding holding() {
    return holding;
  }

  OwnerAccount owner() {
    return owner;
  }

  private static long positive(long bytes) {
    if (bytes < 0 || bytes > MemorySize.MOST) {
      throw new IllegalArgumentException(bytes + " bytes cannot be booked");
    }
    return bytes;
  }
}
