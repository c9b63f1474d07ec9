package coda.voice.server.doctor;

/**
 * The answer to one question about this machine.
 *
 * @param area what it belongs to, for example {@code engines}
 * @param name what was looked at
 * @param verdict how it is
 * @param detail what was found; when something is missing, what to do
 */
public record Finding(String area, String name, Verdict verdict, String detail) {
  /** How it is. */
  public enum Verdict {
    /** As it should be. */
    OK,
    /** Something optional is not there. */
    MISSING,
    /** Works, but worse than it should or not with these settings. */
    WARNING,
    /** The server cannot run. */
    FAILED
  }

  static Finding ok(String area, String name, String detail) {
    return new Finding(area, name, Verdict.OK, detail);
  }

  static Finding missing(String area, String name, String detail) {
    return new Finding(area, name, Verdict.MISSING, detail);
  }

  static Finding warning(String area, String name, String detail) {
    return new Finding(area, name, Verdict.WARNING, detail);
  }

  static Finding failed(String area, String name, String detail) {
    return new Finding(area, name, Verdict.FAILED, detail);
  }
}
