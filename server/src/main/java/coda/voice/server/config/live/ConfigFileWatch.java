package coda.voice.server.config.live;

import coda.voice.VoiceException;
import coda.voice.server.config.EffectiveValue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the configuration file: looks at what it holds again and again, and has it read when that
 * has changed and is the same in two looks, so that a file is not read while it is written. One
 * that is wrong or gone changes nothing; what is wrong is logged once.
 *
 * <p>Whatever goes wrong in one look, there is a next one.
 */
public final class ConfigFileWatch implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ConfigFileWatch.class);

  private final RuntimeConfig config;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("config-watch").factory());
  private FileContent tried;
  private FileContent seen;

  /**
   * A watch that does not look yet.
   *
   * @param config is told to read the file
   */
  ConfigFileWatch(RuntimeConfig config) {
    this.config = config;
    this.tried = config.lastRead();
    this.seen = tried;
  }

  /**
   * Begins to look.
   *
   * @param config is told to read the file
   * @param everyMs time between two looks, more than 0
   */
  public static ConfigFileWatch start(RuntimeConfig config, int everyMs) {
    ConfigFileWatch watch = new ConfigFileWatch(config);
    watch.thread.scheduleWithFixedDelay(watch::look, everyMs, everyMs, TimeUnit.MILLISECONDS);
    return watch;
  }

  /** One look; never throws. */
  void look() {
    try {
      FileContent now = config.onDisk();
      boolean settled = now.equals(seen);
      seen = now;
      if (settled && !now.equals(tried)) {
        tried = now;
        reload();
      }
    } catch (RuntimeException e) {
      LOG.error("The configuration file could not be looked at", e);
    }
  }

  private void reload() {
    try {
      ConfigOutcome outcome = config.reload("file");
      LOG.info(
          "The configuration file was read again: {}",
          outcome.applied()
              ? "version " + outcome.version().number() + " is current"
              : "nothing to change now");
      for (EffectiveValue value : outcome.effective().waiting()) {
        LOG.warn("{} ({}) waits until the server is restarted", value.key(), value.origin());
      }
      outcome.effective().warnings().forEach(warning -> LOG.warn("{}", warning));
    } catch (VoiceException e) {
      LOG.error("The configuration file has changed and is not used: {}", e.getMessage());
    }
  }

  /** Looks no more. */
  @Override
  public void close() {
    thread.shutdownNow();
  }
}
