package coda.voice.engines.local.recognition;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads a grammar in the Java Speech Grammar Format (W3C note, 5 June 2000) into a word network:
 * alternatives, groups, optional parts and references to rules that do not refer back to
 * themselves. No weights, tags, imports or repetitions.
 */
final class JsgfReader {
  private static final Pattern RULE =
      Pattern.compile("(?:public\\s+)?<([^>]+)>\\s*=\\s*([^;]*);", Pattern.DOTALL);
  private static final Pattern PUBLIC = Pattern.compile("public\\s+<([^>]+)>");
  private static final Pattern TOKEN = Pattern.compile("[()\\[\\]|]|<[^>]+>|[^\\s()\\[\\]|<>]+");

  private final Map<String, List<String>> rules = new HashMap<>();
  private final Deque<String> within = new ArrayDeque<>();
  private final WordNetwork network = new WordNetwork();
  private List<String> tokens = List.of();
  private int at;

  private JsgfReader() {}

  /**
   * The network of the grammar's public rule.
   *
   * @throws IllegalArgumentException when the grammar is wrong, saying where
   */
  static WordNetwork read(String jsgf) {
    JsgfReader reader = new JsgfReader();
    Matcher rule = RULE.matcher(jsgf);
    while (rule.find()) {
      List<String> words = new ArrayList<>();
      Matcher token = TOKEN.matcher(rule.group(2));
      while (token.find()) {
        words.add(token.group());
      }
      reader.rules.put(rule.group(1), words);
    }
    Matcher start = PUBLIC.matcher(jsgf);
    if (!start.find()) {
      throw new IllegalArgumentException("The grammar has no public rule");
    }
    reader.rule(start.group(1), reader.network.start(), reader.network.end());
    return reader.network;
  }

  private void rule(String name, int from, int to) {
    List<String> body = rules.get(name);
    if (body == null) {
      throw new IllegalArgumentException("The grammar has no rule <" + name + ">");
    }
    if (within.contains(name)) {
      throw new IllegalArgumentException("Rule <" + name + "> refers to itself");
    }
    List<String> outerTokens = tokens;
    int outerAt = at;
    within.push(name);
    tokens = body;
    at = 0;
    alternatives(from, to);
    if (at < tokens.size()) {
      throw new IllegalArgumentException("Unexpected " + tokens.get(at) + " in <" + name + ">");
    }
    within.pop();
    tokens = outerTokens;
    at = outerAt;
  }

  private void alternatives(int from, int to) {
    sequence(from, to);
    while (at < tokens.size() && tokens.get(at).equals("|")) {
      at++;
      sequence(from, to);
    }
  }

  private void sequence(int from, int to) {
    int here = from;
    while (at < tokens.size() && !"|)]".contains(tokens.get(at))) {
      String token = tokens.get(at++);
      int next = network.node();
      switch (token.charAt(0)) {
        case '(' -> group(here, next, ")");
        case '[' -> {
          group(here, next, "]");
          network.skip(here, next);
        }
        case '<' -> rule(token.substring(1, token.length() - 1), here, next);
        default -> network.word(here, next, token);
      }
      here = next;
    }
    network.skip(here, to);
  }

  private void group(int from, int to, String end) {
    alternatives(from, to);
    if (at >= tokens.size() || !tokens.get(at).equals(end)) {
      throw new IllegalArgumentException("A group in <" + within.peek() + "> is not closed");
    }
    at++;
  }
}
