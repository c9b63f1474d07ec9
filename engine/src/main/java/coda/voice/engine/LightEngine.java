package coda.voice.engine;

/** An engine that is always ready: it loads nothing, needs no warming up and holds nothing. */
public abstract class LightEngine implements Engine {
  private final String name;
  private final Capacity capacity;

  /**
   * An engine that carries as much as anybody asks for.
   *
   * @param name as in the configuration
   */
  protected LightEngine(String name) {
    this(name, Capacity.unlimited(name));
  }

  /**
   * An engine.
   *
   * @param name as in the configuration
   * @param capacity how much it carries at once
   */
  protected LightEngine(String name, Capacity capacity) {
    this.name = name;
    this.capacity = capacity;
  }

  @Override
  public final String name() {
    return name;
  }

  @Override
  public void warmUp() {}

  @Override
  public Health health() {
    return Health.READY;
  }

  @Override
  public final Capacity capacity() {
    return capacity;
  }

  @Override
  public void close() {}
}
