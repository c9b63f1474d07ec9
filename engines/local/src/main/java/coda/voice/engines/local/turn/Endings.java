package coda.voice.engines.local.turn;

import coda.voice.engine.TurnDetector.TurnOutlook;
import coda.voice.engines.local.english.Words;
import java.util.Optional;
import java.util.Set;

/** What the last word of an English text says about whether more is to come. */
final class Endings {
  private static final Set<String> CONJUNCTIONS =
      Set.of(
          "and",
          "or",
          "but",
          "because",
          "if",
          "than",
          "although",
          "unless",
          "until",
          "whether",
          "per");

  private static final Set<String> DETERMINERS =
      Set.of("the", "a", "an", "my", "our", "your", "their", "every");

  private static final Set<String> FILLERS = Set.of("um", "uh", "er", "erm", "hmm", "hm", "mm");

  private static final Set<String> OPERATORS = Set.of("plus", "minus", "divided", "multiplied");

  private static final Set<String> PREPOSITIONS =
      Set.of(
          "to", "for", "of", "in", "on", "at", "by", "with", "from", "about", "into", "onto", "as",
          "between", "without", "during", "under", "over", "called", "named");

  private static final Set<String> VERBS =
      Set.of(
          "is", "are", "was", "were", "am", "be", "do", "does", "did", "can", "could", "would",
          "will", "shall", "should", "have", "has", "had", "may", "might", "must");

  private static final Set<String> PRONOUNS =
      Set.of(
          "i", "you", "we", "they", "he", "she", "it", "this", "that", "these", "those", "there",
          "who", "what", "which");

  private static final Set<String> QUESTIONS =
      Set.of("what", "who", "where", "which", "when", "how", "why");

  /** "Turn the light on", "go on", "log in": these belong to their verb. */
  private static final Set<String> PARTICLES = Set.of("on", "in", "over", "by", "under");

  private static final Set<String> PARTICLE_VERBS =
      Set.of(
          "turn", "switch", "put", "keep", "leave", "go", "going", "come", "coming", "carry",
          "hold", "move", "log", "sign", "check", "drop", "get", "give", "stop", "start");

  private Endings() {}

  /** What a last word says that no sentence ends in, be it a whole command or not. */
  static Optional<TurnOutlook> unfinished(Words words) {
    String last = words.at(words.size() - 1);
    if (DETERMINERS.contains(last)) {
      return Optional.of(Outlooks.OPEN_DETERMINER);
    }
    if (CONJUNCTIONS.contains(last)) {
      return Optional.of(Outlooks.OPEN_CONJUNCTION);
    }
    if (OPERATORS.contains(last)) {
      return Optional.of(Outlooks.OPEN_SUM);
    }
    return FILLERS.contains(last) ? Optional.of(Outlooks.FILLER) : Optional.empty();
  }

  /** What the last word says of what is no whole command, if it leads on to another. */
  static Optional<TurnOutlook> leadsOn(Words words) {
    int end = words.size() - 1;
    if (end < 1) {
      return Optional.empty();
    }
    String last = words.at(end);
    String before = words.at(end - 1);
    if (PREPOSITIONS.contains(last)) {
      return stranded(words, before) || particle(words, before, last)
          ? Optional.empty()
          : Optional.of(Outlooks.OPEN_PREPOSITION);
    }
    if (VERBS.contains(last) && !before.equals("to")) {
      // "yes I can", "I know what it is" stop here; "what is", "my name is" do not.
      return QUESTIONS.contains(words.at(0)) && end == 1 || !PRONOUNS.contains(before)
          ? Optional.of(Outlooks.OPEN_VERB)
          : Optional.empty();
    }
    if (last.equals("i") || last.equals("we")) {
      return before.equals("am") || before.equals("are")
          ? Optional.empty()
          : Optional.of(Outlooks.OPEN_SUBJECT);
    }
    return last.equals("that") && (before.equals("remember") || before.equals("forget"))
        ? Optional.of(Outlooks.OPEN_CONJUNCTION)
        : Optional.empty();
  }

  /**
   * Whether the words are shaped like a question that has everything: a question word, a verb, and
   * at least two words more, the last of which leads on to nothing.
   */
  static boolean wholeQuestion(Words words) {
    return words.size() >= 4
        && QUESTIONS.contains(words.at(0))
        && (VERBS.contains(words.at(1)) || VERBS.contains(words.at(2)) && words.size() >= 5)
        && leadsOn(words).isEmpty();
  }

  /** "Where are you from", "what are you looking at": a preposition left at the end on purpose. */
  private static boolean stranded(Words words, String before) {
    return QUESTIONS.contains(words.at(0)) && (PRONOUNS.contains(before) || before.endsWith("ing"));
  }

  private static boolean particle(Words words, String before, String last) {
    return PARTICLES.contains(last)
        && (PRONOUNS.contains(before)
            || PARTICLE_VERBS.contains(before)
            || PARTICLE_VERBS.contains(words.at(0)));
  }
}
