package coda.voice.server.config;

/**
 * One thing that is wrong with the configuration.
 *
 * @param path the setting, or the file when that cannot be read
 * @param message what it holds and what is allowed, or which setting was probably meant
 * @param origin where it was set: {@code coda.yaml:12}, {@code CODA_SERVER_PORT}, {@code --set}
 */
public record ConfigProblem(String path, String message, String origin) {

  /** On one line, for people. */
  @Override
  public String toString() {
    return origin.isEmpty() ? path + ": " + message : path + ": " + message + " (" + origin + ")";
  }
}
