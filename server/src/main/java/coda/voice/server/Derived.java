package coda.voice.server;

import coda.voice.server.config.CodaConfig;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Something made from the configuration as it is now; made again only when that has changed. Any
 * thread.
 *
 * @param <T> what is made; immutable
 */
final class Derived<T> implements Supplier<T> {
  private final Supplier<CodaConfig> current;
  private final Function<CodaConfig, T> maker;
  private volatile @Nullable Made<T> last;

  private record Made<T>(CodaConfig from, T value) {}

  /**
   * Nothing is made yet.
   *
   * @param current the configuration as it is now
   * @param maker makes it; cheap, as two threads may both do it after a change
   */
  Derived(Supplier<CodaConfig> current, Function<CodaConfig, T> maker) {
    this.current = current;
    this.maker = maker;
  }

  @Override
  public T get() {
    CodaConfig config = current.get();
    Made<T> made = last;
    if (made == null || made.from() != config) {
      made = new Made<>(config, maker.apply(config));
      last = made;
    }
    return made.value();
  }
}
