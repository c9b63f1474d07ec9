package coda.voice.engines.local.skills;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the user wants remembered in this conversation. Not thread-safe. */
final class Facts {
  static final int MOST = 100;

  private static final Pattern BLANKS = Pattern.compile("\\s+");
  private static final Pattern STATEMENT =
      Pattern.compile("(?i)^((?:my|our|the)\\s+)?(.+?)\\s+(is|are|was|were)\\s+(.+)$");
  private static final Map<String, String> OTHER_PERSON =
      Map.of(
          "i", "you",
          "me", "you",
          "my", "your",
          "mine", "yours",
          "our", "your",
          "am", "are",
          "myself", "yourself",
          "we", "you");

  private final Map<String, Fact> byKey = new LinkedHashMap<>();

  /**
   * Something remembered.
   *
   * @param sentence from the assistant's side: "your name is Anna"
   * @param value what comes after the verb; empty for a note without one
   */
  record Fact(String sentence, String value) {}

  /** Remembers; replaces what was known about the same thing. Returns empty when full. */
  Optional<Fact> remember(String text) {
    Matcher statement = STATEMENT.matcher(text.strip());
    boolean states = statement.matches();
    String key = key(states ? statement.group(2) : text);
    if (byKey.size() >= MOST && !byKey.containsKey(key)) {
      return Optional.empty();
    }
    String value = states ? value(key, statement.group(4)) : "";
    String sentence =
        states
            ? otherPerson(
                    (statement.group(1) == null ? "" : statement.group(1))
                        + statement.group(2)
                        + " "
                        + statement.group(3))
                + " "
                + value
            : otherPerson(text.strip());
    Fact fact = new Fact(sentence, value);
    byKey.remove(key);
    byKey.put(key, fact);
    return Optional.of(fact);
  }

  /** The value known for a key such as "name". */
  Optional<String> about(String key) {
    return find(key).map(Fact::value).filter(value -> !value.isEmpty());
  }

  Optional<Fact> find(String key) {
    return Optional.ofNullable(byKey.get(key(key)));
  }

  boolean forget(String key) {
    return byKey.remove(key(key)) != null;
  }

  int forgetAll() {
    int size = byKey.size();
    byKey.clear();
    return size;
  }

  List<Fact> all() {
    return new ArrayList<>(byKey.values());
  }

  private static String key(String text) {
    return text.toLowerCase(Locale.ROOT)
        .strip()
        .replaceFirst("^(?:my|our|the)\\s+", "")
        .replace("favourite", "favorite")
        .replace("colour", "color");
  }

  /** Names are written with capitals, which recognisers do not. */
  private static String value(String key, String value) {
    boolean person = key.endsWith("name") || (value.indexOf(' ') < 0 && isPerson(key));
    String mine = otherPerson(value);
    if (!person) {
      return mine;
    }
    StringBuilder name = new StringBuilder();
    for (String word : BLANKS.split(value.strip(), -1)) {
      name.append(name.isEmpty() ? "" : " ").append(Sentence.of(word));
    }
    return name.toString();
  }

  private static boolean isPerson(String key) {
    return Pattern.matches(
        ".*\\b(wife|husband|brother|sister|mother|father|friend|boss|doctor|dog|cat|son|daughter|partner)",
        key);
  }

  /** "my car" becomes "your car". */
  static String otherPerson(String text) {
    StringBuilder said = new StringBuilder();
    for (String word : BLANKS.split(text, -1)) {
      String other = OTHER_PERSON.getOrDefault(word.toLowerCase(Locale.ROOT), word);
      said.append(said.isEmpty() ? "" : " ").append(other);
    }
    return said.toString();
  }
}
