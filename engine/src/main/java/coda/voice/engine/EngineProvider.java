package coda.voice.engine;

import java.util.Set;

/**
 * Opens one kind of engine under one name. Found with {@link java.util.ServiceLoader}: it needs a
 * public constructor without parameters that does nothing.
 *
 * @param <E> the interface of the engine, for example {@link Recognizer}
 */
public interface EngineProvider<E extends Engine> {
  /** The interface of the engine it opens. */
  Class<E> kind();

  /** The name in the configuration: lower case, digits and hyphens. */
  String name();

  /** One line for people: what it is and what it needs. */
  String summary();

  /**
   * Which of its own settings are secrets: they are never shown, and may be written as {@code
   * file:PATH} or {@code env:NAME}. Those whose names say it, such as {@code api_key} or {@code
   * password}, are taken for secrets anyhow.
   */
  default Set<String> secretSettings() {
    return Set.of();
  }

  /** Whether it can work on this machine. Cheap: looks for libraries and files, loads no model. */
  Availability availability(EngineContext context);

  /**
   * Opens the engine; {@link Engine#warmUp} follows.
   *
   * @throws EngineException when the settings are wrong ({@code ENGINE_SETTING_INVALID}) or
   *     something it needs is missing ({@code ENGINE_UNAVAILABLE})
   */
  E open(EngineContext context);

  /**
   * Whether an engine can work here.
   *
   * @param available whether it can
   * @param reason when it cannot: why, and what to install or set; else what was found
   */
  record Availability(boolean available, String reason) {
    /**
     * It can.
     *
     * @param found what it will use
     */
    public static Availability yes(String found) {
      return new Availability(true, found);
    }

    /**
     * It cannot.
     *
     * @param why what is missing, and what to install or set
     */
    public static Availability no(String why) {
      return new Availability(false, why);
    }
  }
}
