package coda.voice.server.config.live;

import coda.voice.VoiceException;
import coda.voice.server.config.EffectiveValue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the configuration file. Each {@link #look} compares what it holds; when that has changed
 * and is the same in two looks, so that a file is not read while it is written, it is read again.
 * One that is wrong or gone changes nothing; what is wrong is logged once, with file and line.
 *
 * <p>Used by one thread at a time, which may block.
 */
public final class ConfigFileWatch {
  private static final Logger LOG = LoggerFactory.getLogger(ConfigFileWatch.class);

  private final RuntimeConfig config;
  private FileContent tried;
  private FileContent seen;

  /**
   * A watch that has not looked yet.
   *
   * @param config is told to read the file
   */
  public ConfigFileWatch(RuntimeConfig config) {
    this.config = config;
    this.tried = config.lastRead();
    this.seen = tried;
  }

  /** One look. */
  public void look() {
    FileContent now = config.onDisk();
    boolean settled = now.equals(seen);
    seen = now;
    if (settled && !now.equals(tried)) {
      tried = now;
      reload();
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
}
