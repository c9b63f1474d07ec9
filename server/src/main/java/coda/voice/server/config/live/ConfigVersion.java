package coda.voice.server.config.live;

import coda.voice.server.config.ConfigDifference;
import java.time.Instant;
import java.util.List;

/**
 * One state of the configuration of a running server.
 *
 * @param number 1 at the start, and one more for every change
 * @param when it became current
 * @param who made it; {@code server} at the start, {@code file} when the file has changed
 * @param cause what made it
 * @param reason in the words of whoever asked for it; may be empty
 * @param differences from the version before
 */
public record ConfigVersion(
    long number,
    Instant when,
    String who,
    Cause cause,
    String reason,
    List<ConfigDifference> differences) {

  /** Copies the list. */
  public ConfigVersion {
    differences = List.copyOf(differences);
  }
}
