package coda.voice.engines.local.phrases;

import coda.voice.engines.local.phrases.Phrase.Choice;
import coda.voice.engines.local.phrases.Phrase.Maybe;
import coda.voice.engines.local.phrases.Phrase.Place;
import coda.voice.engines.local.phrases.Phrase.Sequence;
import coda.voice.engines.local.phrases.Phrase.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Writes phrases as a grammar in the Java Speech Grammar Format, <a
 * href="https://www.w3.org/TR/jsgf/">W3C note of 5 June 2000</a>.
 */
final class JsgfWriter {
  private static final Pattern RULE = Pattern.compile("<([a-z]+)>");

  private final Map<String, String> rules = new TreeMap<>();

  /**
   * The whole grammar with the public rule {@code <command>}.
   *
   * @param phrases at least one
   */
  String write(List<Phrase> phrases) {
    List<String> alternatives = phrases.stream().map(this::expression).distinct().toList();
    StringBuilder grammar = new StringBuilder("#JSGF V1.0;\n\ngrammar assistant;\n\n");
    grammar.append("public <command> = [<lead>] <request> [please];\n\n");
    grammar.append("<lead> = hey coda | please | can you | could you;\n\n");
    grammar.append("<request> = ");
    grammar.append(String.join("\n  | ", alternatives)).append(";\n");
    rules.forEach((name, body) -> grammar.append("\n<%s> = %s;\n".formatted(name, body)));
    return grammar.toString();
  }

  private String expression(Phrase phrase) {
    return switch (phrase) {
      case Word(String text) -> text;
      case Maybe(Phrase part) -> "[" + expression(part) + "]";
      case Choice(List<Phrase> options) ->
          "(" + String.join(" | ", options.stream().map(this::expression).toList()) + ")";
      case Sequence(List<Phrase> parts) -> sequence(parts);
      case Place(Slot<?> slot) -> {
        rule(slot);
        yield "<" + slot.name() + ">";
      }
    };
  }

  private String sequence(List<Phrase> parts) {
    List<String> written = new ArrayList<>();
    for (int i = 0; i < parts.size(); i++) {
      if (i + 1 < parts.size()
          && parts.get(i) instanceof Word(String first)
          && parts.get(i + 1) instanceof Word(String second)
          && Contractions.ALL.containsKey(first + " " + second)) {
        String both = first + " " + second;
        written.add("(" + both + " | " + Contractions.ALL.get(both) + ")");
        i++;
      } else {
        written.add(expression(parts.get(i)));
      }
    }
    return String.join(" ", written);
  }

  private void rule(Slot<?> slot) {
    if (rules.putIfAbsent(slot.name(), slot.grammar()) == null) {
      Matcher matcher = RULE.matcher(slot.grammar());
      while (matcher.find()) {
        String name = matcher.group(1);
        rule(
            Slots.named(name)
                .orElseThrow(
                    () ->
                        new IllegalArgumentException(
                            "The grammar of <%s> names <%s>, which does not exist"
                                .formatted(slot.name(), name))));
      }
    }
  }
}
