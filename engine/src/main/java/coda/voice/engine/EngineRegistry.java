package coda.voice.engine;

import static coda.voice.engine.EngineError.ENGINE_UNKNOWN;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Collectors;

/** The engines on the class path, found with {@link ServiceLoader} and chosen by name. */
public final class EngineRegistry {
  private final List<EngineProvider<?>> providers;

  private EngineRegistry(List<EngineProvider<?>> providers) {
    this.providers =
        providers.stream()
            .sorted(
                Comparator.comparing((EngineProvider<?> p) -> p.kind().getSimpleName())
                    .thenComparing(EngineProvider::name))
            .toList();
  }

  /** Every provider that {@link ServiceLoader} finds. */
  public static EngineRegistry discover() {
    List<EngineProvider<?>> found = new ArrayList<>();
    for (EngineProvider<?> provider : ServiceLoader.load(EngineProvider.class)) {
      found.add(provider);
    }
    return new EngineRegistry(found);
  }

  /**
   * Just these, for tests and embedding.
   *
   * @param providers in any order
   */
  public static EngineRegistry of(List<EngineProvider<?>> providers) {
    return new EngineRegistry(providers);
  }

  /** All providers, by kind and name. */
  public List<EngineProvider<?>> providers() {
    return providers;
  }

  /**
   * The names of one kind.
   *
   * @param kind the engine's interface
   */
  public List<String> names(Class<? extends Engine> kind) {
    return providers.stream().filter(p -> p.kind().equals(kind)).map(EngineProvider::name).toList();
  }

  /**
   * The provider of one engine.
   *
   * @param kind the engine's interface
   * @param name as in the configuration
   * @throws EngineException {@code ENGINE_UNKNOWN}, listing what there is
   */
  @SuppressWarnings("unchecked") // kind() of an EngineProvider<E> is Class<E>
  public <E extends Engine> EngineProvider<E> provider(Class<E> kind, String name) {
    return (EngineProvider<E>)
        providers.stream()
            .filter(p -> p.kind().equals(kind) && p.name().equals(name))
            .findFirst()
            .orElseThrow(() -> unknown(kind, name));
  }

  private EngineException unknown(Class<? extends Engine> kind, String name) {
    String there = names(kind).stream().collect(Collectors.joining(", "));
    return new EngineException(
        ENGINE_UNKNOWN,
        "There is no %s named '%s'; there is: %s"
            .formatted(kind.getSimpleName(), name, there.isEmpty() ? "none" : there),
        "A speech engine is not available",
        null);
  }
}
