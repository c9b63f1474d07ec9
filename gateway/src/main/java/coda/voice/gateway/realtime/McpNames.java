package coda.voice.gateway.realtime;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * What the tools of MCP servers are called to a model: as the server calls them where that can be,
 * with the server's label before it where two would have the same name. A name stays with its tool.
 */
final class McpNames {
  /** Models take no longer ones. */
  private static final int LONGEST = 64;

  private final Map<String, Place> taken = new HashMap<>();

  private record Place(String label, String tool) {}

  /**
   * The name of a tool.
   *
   * @param label of its server
   * @param tool as the server calls it
   * @param others names that other tools have
   */
  String of(String label, String tool, Set<String> others) {
    Place place = new Place(label, tool);
    String plain = clean(tool, LONGEST);
    if (free(plain, place, others)) {
      return plain;
    }
    String labelled = label + "_" + tool;
    String name = clean(labelled, LONGEST);
    for (int i = 2; !free(name, place, others); i++) {
      String suffix = "_" + i;
      name = clean(labelled, LONGEST - suffix.length()) + suffix;
    }
    return name;
  }

  private boolean free(String name, Place place, Set<String> others) {
    return !others.contains(name) && place.equals(taken.computeIfAbsent(name, key -> place));
  }

  /** Letters, digits, underscores and hyphens are what all models take. */
  private static String clean(String name, int longest) {
    String clean = name.replaceAll("[^A-Za-z0-9_-]", "_");
    return clean.length() <= longest ? clean : clean.substring(0, longest);
  }

  /** Forgets those of other servers. */
  void keepOnly(Set<String> labels) {
    taken.values().removeIf(place -> !labels.contains(place.label()));
  }
}
