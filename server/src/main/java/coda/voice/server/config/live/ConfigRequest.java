package coda.voice.server.config.live;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What somebody wants to be changed.
 *
 * @param changes by key, as they would stand in {@code coda.yaml}; empty takes back what was set
 *     while the server runs
 * @param who wants it
 * @param reason why, for the history
 * @param dryRun only says what would happen
 * @param ifVersion only if this is the current version
 */
public record ConfigRequest(
    Map<String, Optional<String>> changes,
    String who,
    String reason,
    boolean dryRun,
    OptionalLong ifVersion) {

  /** Copies the changes. */
  public ConfigRequest {
    changes = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(changes));
  }

  /** Without what it wants: that may hold a secret. */
  @Override
  public String toString() {
    return "ConfigRequest[" + changes.keySet() + " by " + who + "]";
  }
}
