package coda.voice.engine.gpu;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * The books of all graphics cards: who has reserved how much, how scarce it is, and who is asked to
 * give some back. May be used from any thread.
 *
 * <p>A component is on one card, chosen by the placement when it reserves while it holds nothing.
 * Components of one card never hold more than its budget together. When a reservation does not fit,
 * owners of resizable components of lower priority are asked to give memory back; components of
 * equal priority never take from each other. When the card itself reports high pressure, idle
 * resizable components are asked; at critical pressure all resizable ones.
 */
public final class GpuLedger implements AutoCloseable {
  private final String reason;
  private final LedgerOptions options;
  private final Executor executor;
  private final Announcements announcements;
  private final Books books;
  private final List<GpuComponent> components = new CopyOnWriteArrayList<>();
  private final List<Evictor> evictors;
  private final Object registration = new Object();
  private boolean closed;

  private GpuLedger(List<GpuCard> cards, String reason, LedgerOptions options, Executor executor) {
    this.reason = reason;
    this.options = options;
    this.executor = executor;
    announcements = new Announcements(executor);
    books = new Books(cards, options.placement(), options.clock(), announcements::pressure);
    evictors =
        books.cards().stream()
            .map(card -> new Evictor(card, books, options, components, executor, this::submit))
            .toList();
  }

  /**
   * The books of some cards.
   *
   * @param cards numbered from 0 without gaps, at least one
   * @param options how it works
   * @param executor runs what may block: owners, listeners; a thread for each call
   * @throws GpuException {@code GPU_PLAN_INVALID} when the cards are not numbered so
   */
  public static GpuLedger of(List<GpuCard> cards, LedgerOptions options, Executor executor) {
    if (cards.isEmpty()
        || IntStream.range(0, cards.size()).anyMatch(i -> cards.get(i).index() != i)) {
      throw GpuException.invalid("Cards must be numbered from 0 without gaps, not " + cards);
    }
    return new GpuLedger(List.copyOf(cards), "", options, executor);
  }

  /**
   * There is no card. Nothing can be registered, and {@link #present} says so.
   *
   * @param reason why, for operators
   */
  public static GpuLedger none(String reason) {
    return new GpuLedger(List.of(), reason, LedgerOptions.DEFAULTS, Runnable::run);
  }

  /** Whether there is a card. Where not, engines hold no memory of one and need not register. */
  public boolean present() {
    return !books.cards().isEmpty();
  }

  /** Why there is no card, for operators; empty when there is one. */
  public String reason() {
    return reason;
  }

  /** The cards, by number. */
  public List<GpuCard> cards() {
    return books.cards().stream().map(CardBook::card).toList();
  }

  /**
   * Opens an account. What the operator planned for a component of this name replaces the plan.
   *
   * @param wish what the engine needs
   * @param owner who is asked to give memory back, if the plan allows that
   * @throws GpuException {@code GPU_NONE} without a card, {@code GPU_COMPONENT_TAKEN} for a second
   *     one of that name, {@code GPU_PLAN_INVALID} when it fits no card, {@code
   *     GPU_COMPONENT_CLOSED} after {@link #close}
   */
  public GpuComponent register(ComponentPlan wish, GpuOwner owner) {
    ComponentPlan plan = options.plans().getOrDefault(wish.name(), wish);
    if (!present()) {
      throw GpuException.none(plan.name(), reason);
    }
    checkRoom(plan);
    synchronized (registration) {
      if (closed) {
        throw GpuException.closed(plan.name());
      }
      if (components.stream().anyMatch(other -> other.plan().name().equals(plan.name()))) {
        throw GpuException.taken(plan.name());
      }
      Holding holding = books.open(plan);
      OwnerAccount account =
          new OwnerAccount(holding, owner, books, options, executor, announcements);
      GpuComponent component =
          new GpuComponent(holding, books, account, this::evict, this::unregister);
      components.add(component);
      return component;
    }
  }

  private void checkRoom(ComponentPlan plan) {
    if (plan.card().isPresent() && plan.card().getAsInt() >= books.cards().size()) {
      throw GpuException.invalid(
          "Component '%s' is to be on card %d; there are cards 0 to %d"
              .formatted(plan.name(), plan.card().getAsInt(), books.cards().size() - 1));
    }
    GpuCard widest =
        cards().stream()
            .filter(card -> plan.card().isEmpty() || plan.card().getAsInt() == card.index())
            .max(Comparator.comparingLong(GpuCard::budgetBytes))
            .orElseThrow();
    if (plan.maximumBytes() > widest.budgetBytes()) {
      throw GpuException.invalid(
          ("Component '%s' may need %s, but card %d (%s) leaves %s to components. Lower"
                  + " gpu.components.%s.maximum, or gpu.reserve, or choose a smaller model")
              .formatted(
                  plan.name(),
                  MemorySize.words(plan.maximumBytes()),
                  widest.index(),
                  widest.name(),
                  MemorySize.words(widest.budgetBytes()),
                  plan.name()));
    }
  }

  private void unregister(GpuComponent component) {
    components.remove(component);
    books.close(component.holding());
  }

  /** Finds the cards where asking makes sense, the least to be given back first. */
  private void evict(Want want) {
    List<CardBook> cards =
        books.candidates(want.holding(), want.missing(want.holding().held())).stream()
            .sorted(Comparator.comparingLong(books::room).reversed())
            .toList();
    submit(new Want(want.holding(), want.amount(), want.inAll(), cards, want.result()));
  }

  private void submit(Want want) {
    evictors.get(want.card().index()).submit(want);
  }

  /**
   * Tells a listener what happens: one event at a time, in order, on a thread of the executor.
   *
   * @return ends that
   */
  public Runnable listen(Consumer<GpuEvent> listener) {
    return announcements.add(listener);
  }

  /**
   * A card was read.
   *
   * @param card its number
   * @param usedBytes what is in use on it, by whomever
   */
  public void observe(int card, long usedBytes) {
    CardBook book = books.card(card);
    book.observe(usedBytes);
    books.holdings().forEach(holding -> holding.lastUsed(books.now()));
    announcements.pressure(book);
    long total = book.card().totalBytes();
    Pressure pressure = Pressure.of(usedBytes, total);
    if (pressure.compareTo(Pressure.HIGH) >= 0) {
      evictors
          .get(card)
          .relieve(usedBytes - Pressure.HIGH.from(total) + 1, pressure == Pressure.HIGH);
    }
  }

  /**
   * A card could not be read: its pressure follows from the books alone.
   *
   * @param card its number
   */
  public void unobserved(int card) {
    books.card(card).unobserved();
    announcements.pressure(books.card(card));
  }

  /** The pressure of the card where memory is scarcest. */
  public Pressure pressure() {
    return books.cards().stream().map(CardBook::pressure).reduce(Pressure.NONE, Pressure::or);
  }

  /** The books now. */
  public GpuSnapshot snapshot() {
    List<GpuSnapshot.Card> cards = new ArrayList<>();
    for (CardBook book : books.cards()) {
      long used = book.deviceUsed();
      cards.add(
          new GpuSnapshot.Card(
              book.card(),
              book.card().budgetBytes() - books.room(book),
              used < 0 ? OptionalLong.empty() : OptionalLong.of(used),
              book.pressure()));
    }
    return new GpuSnapshot(cards, components.stream().map(this::state).toList());
  }

  private GpuSnapshot.Component state(GpuComponent component) {
    long held = component.holding().held();
    OwnerAccount owner = component.owner();
    return new GpuSnapshot.Component(
        component.plan(),
        Bytes.amount(held) > 0 ? OptionalInt.of(Bytes.card(held)) : OptionalInt.empty(),
        Bytes.amount(held),
        Instant.ofEpochMilli(component.holding().lastUsed(books.now())),
        owner.asked(),
        owner.givenBack(),
        owner.failures(),
        owner.problem());
  }

  /** Unregisters every component; who waits for memory is refused. Idempotent. */
  @Override
  public void close() {
    synchronized (registration) {
      closed = true;
    }
    components.forEach(GpuComponent::close);
    evictors.forEach(Evictor::close);
  }
}
