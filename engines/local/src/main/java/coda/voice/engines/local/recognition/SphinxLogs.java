package coda.voice.engines.local.recognition;

import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;

/**
 * Keeps Sphinx4 quiet. It logs to {@code java.util.logging} under class names, with and without
 * their package, among them those of our subclasses; loggers must be held on to, or their level is
 * forgotten.
 */
final class SphinxLogs {
  private static final List<Logger> QUIET =
      Stream.of("edu.cmu.sphinx", "AutoCepstrum", SphinxLogs.class.getPackageName())
          .map(Logger::getLogger)
          .toList();

  private SphinxLogs() {}

  /** Lets through what is severe, no more. */
  static void quieten() {
    QUIET.forEach(logger -> logger.setLevel(Level.SEVERE));
  }
}
