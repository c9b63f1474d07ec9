package coda.voice.engines.local.phrases;

import coda.voice.engines.local.phrases.Phrase.Choice;
import coda.voice.engines.local.phrases.Phrase.Maybe;
import coda.voice.engines.local.phrases.Phrase.Place;
import coda.voice.engines.local.phrases.Phrase.Sequence;
import coda.voice.engines.local.phrases.Phrase.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the notation of phrases: words, {@code [optional]}, {@code (a|b)} and {@code <slot>}. */
final class PhraseParser {
  private static final Pattern TOKEN = Pattern.compile("\\s*(<[a-z]+>|[a-z']+|[\\[\\]()|]|\\S)");

  private final String notation;
  private final List<String> tokens = new ArrayList<>();
  private int at;

  private PhraseParser(String notation) {
    this.notation = notation;
    Matcher matcher = TOKEN.matcher(notation);
    while (matcher.find()) {
      tokens.add(matcher.group(1));
    }
  }

  /**
   * Reads a phrase.
   *
   * @param notation see above
   * @throws IllegalArgumentException naming the phrase and what is wrong with it
   */
  static Phrase parse(String notation) {
    PhraseParser parser = new PhraseParser(notation);
    Phrase phrase = parser.choice();
    if (parser.at < parser.tokens.size()) {
      throw parser.wrong("'" + parser.next() + "' has no beginning");
    }
    return phrase;
  }

  private Phrase choice() {
    List<Phrase> options = new ArrayList<>();
    options.add(sequence());
    while (is("|")) {
      at++;
      options.add(sequence());
    }
    return options.size() == 1 ? options.getFirst() : new Choice(options);
  }

  private Phrase sequence() {
    List<Phrase> parts = new ArrayList<>();
    while (at < tokens.size() && !is("|") && !is(")") && !is("]")) {
      parts.add(part());
    }
    if (parts.isEmpty()) {
      throw wrong("a part is empty");
    }
    return parts.size() == 1 ? parts.getFirst() : new Sequence(parts);
  }

  private Phrase part() {
    String token = next();
    at++;
    if (token.equals("[")) {
      return new Maybe(closed("]"));
    }
    if (token.equals("(")) {
      return closed(")");
    }
    if (token.startsWith("<") && token.length() > 1) {
      String name = token.substring(1, token.length() - 1);
      return new Place(
          Slots.named(name).orElseThrow(() -> wrong("there is no slot <" + name + ">")));
    }
    if (Character.isLetter(token.charAt(0))) {
      return new Word(token);
    }
    throw wrong("'" + token + "' is not part of the notation");
  }

  private Phrase closed(String end) {
    Phrase inside = choice();
    if (!is(end)) {
      throw wrong("'" + end + "' is missing");
    }
    at++;
    return inside;
  }

  private boolean is(String token) {
    return at < tokens.size() && tokens.get(at).equals(token);
  }

  private String next() {
    return tokens.get(at);
  }

  private IllegalArgumentException wrong(String what) {
    return new IllegalArgumentException("In the phrase \"" + notation + "\": " + what);
  }
}
