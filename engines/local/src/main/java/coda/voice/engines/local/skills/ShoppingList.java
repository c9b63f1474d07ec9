package coda.voice.engines.local.skills;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** The shopping list of a conversation. Not thread-safe. */
final class ShoppingList {
  static final int MOST = 100;

  private static final Pattern BETWEEN = Pattern.compile("(?i)\\s+and\\s+");
  private static final Pattern BEFORE =
      Pattern.compile("(?i)^(?:and|some|a|an|the|more|also|please|um|uh)\\s+");

  private final List<String> items = new ArrayList<>();

  /** The things in "milk and some eggs": "milk", "eggs". */
  static List<String> things(String text) {
    return Arrays.stream(BETWEEN.split(text))
        .map(ShoppingList::bare)
        .filter(thing -> !thing.isEmpty())
        .toList();
  }

  private static String bare(String thing) {
    String bare = thing.strip();
    String next = BEFORE.matcher(bare).replaceFirst("");
    while (!next.equals(bare)) {
      bare = next;
      next = BEFORE.matcher(bare).replaceFirst("");
    }
    return bare.toLowerCase(Locale.ROOT);
  }

  /** Adds what is not there yet, as far as there is room; returns what was added. */
  List<String> add(List<String> things) {
    List<String> added = new ArrayList<>();
    for (String thing : things) {
      if (!items.contains(thing) && items.size() < MOST) {
        items.add(thing);
        added.add(thing);
      }
    }
    return added;
  }

  /** Takes off what is there; returns what was. */
  List<String> remove(List<String> things) {
    return things.stream().filter(items::remove).toList();
  }

  List<String> items() {
    return List.copyOf(items);
  }

  boolean isFull() {
    return items.size() >= MOST;
  }

  void clear() {
    items.clear();
  }
}
