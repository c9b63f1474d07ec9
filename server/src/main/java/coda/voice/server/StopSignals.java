package coda.voice.server;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sun.misc.Signal;

/**
 * SIGTERM and Ctrl-C. The first one stops the server in order; the second one ends the process at
 * once, which a shutdown hook cannot do: the JVM ignores further signals while hooks run.
 */
final class StopSignals {
  private static final Logger LOG = LoggerFactory.getLogger(StopSignals.class);
  private static final List<String> NAMES = List.of("TERM", "INT");

  /** A process that a signal ended has this exit code, plus the number of the signal. */
  private static final int BY_SIGNAL = 128;

  private StopSignals() {}

  /**
   * Listens from now on, where the JVM lets us.
   *
   * @param stop stops in order and ends the process; on a thread of its own
   */
  static void listen(Runnable stop) {
    AtomicBoolean told = new AtomicBoolean();
    for (String name : NAMES) {
      try {
        Signal.handle(new Signal(name), signal -> told(told, signal, stop));
      } catch (IllegalArgumentException e) {
        LOG.debug("SIG{} is left to the JVM: {}", name, e.getMessage());
      }
    }
  }

  private static void told(AtomicBoolean told, Signal signal, Runnable stop) {
    if (told.compareAndSet(false, true)) {
      LOG.info("SIG{}: stopping", signal.getName());
      Thread.ofPlatform().name("stop").start(stop);
    } else {
      LOG.warn("SIG{} again: ending at once", signal.getName());
      Runtime.getRuntime().halt(BY_SIGNAL + signal.getNumber());
    }
  }
}
