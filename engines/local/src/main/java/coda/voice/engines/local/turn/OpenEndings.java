package coda.voice.engines.local.turn;

import coda.voice.engine.TurnDetector.TurnOutlook;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Last words that promise more, in languages of which nothing else is known. Words that end whole
 * sentences as well are left out: German "an" ("mach das Licht an"), Italian "su" ("vai su").
 *
 * @param words conjunctions, articles and prepositions that lead on
 * @param fillers sounds of somebody who thinks
 */
record OpenEndings(Set<String> words, Set<String> fillers) {
  private static final Map<String, OpenEndings> LANGUAGES =
      Map.of(
          "de",
          of(
              """
              und oder aber weil dass wenn ob obwohl damit sondern sowie
              den dem des eine einen einem einer eines mein meine meinen meinem meiner
              dein deine deinen deinem unser unsere unseren kein keine keinen
              für von bei gegen ohne zwischen seit wegen in im am zum zur vom beim ins ans
              """,
              "äh ähm öh hm hmm mm tja also"),
          "fr",
          of(
              """
              et ou mais car parce que si quand comme lorsque puisque
              le la les un une des du de au aux mon ma mes ton ta tes son sa ses
              notre votre leur ce cet cette ces
              à en dans sur avec pour par chez sans vers entre je
              """,
              "euh heu hum hm ben"),
          "es",
          of(
              """
              y e o u pero porque que si cuando como aunque
              el la los las un una unos unas mi mis tu tus su sus nuestro nuestra
              de del a al en con por para sin sobre entre desde hasta hacia
              """,
              "eh em mmm mm hm pues"),
          "it",
          of(
              """
              e ed o oppure ma se quando mentre
              il lo la i gli le un una di a da in con per tra fra
              del dello della dei degli delle al allo alla ai agli alle dal dalla dai
              nel nella nei nelle sul sulla sui sulle
              """,
              "ehm mmm mm hm cioè"),
          "pt",
          of(
              """
              e ou mas porque que se quando como embora
              o a os as uns umas de do da dos das em no na nos nas
              com por para pra sem sobre entre até ao à aos às pelo pela
              """,
              "hã hum hm mm então"));

  /** A word, or a French or Italian one that lost its last vowel to the next: "l'". */
  private static final Pattern LAST_WORD =
      Pattern.compile("(\\p{L}+)(['\\u2019]?)[^\\p{L}\\p{N}]*$");

  /** Texts longer than this are judged by their end. */
  private static final int END = 60;

  private static OpenEndings of(String words, String fillers) {
    return new OpenEndings(set(words), set(fillers));
  }

  private static Set<String> set(String words) {
    return Arrays.stream(words.strip().split("\\s+", -1)).collect(Collectors.toUnmodifiableSet());
  }

  /** Those of a language, by the first part of its BCP 47 tag. */
  static Optional<OpenEndings> of(String language) {
    return Optional.ofNullable(LANGUAGES.get(primary(language)));
  }

  /** The language without region and script, in lower case. */
  static String primary(String language) {
    return language.split("[-_]", 2)[0].toLowerCase(Locale.ROOT);
  }

  TurnOutlook judge(String text) {
    String end = text.substring(Math.max(0, text.length() - END));
    Matcher last = LAST_WORD.matcher(end);
    if (!last.find()) {
      return Outlooks.UNKNOWN;
    }
    String word = last.group(1).toLowerCase(Locale.ROOT);
    if (fillers.contains(word)) {
      return Outlooks.FILLER;
    }
    if (words.contains(word) || !last.group(2).isEmpty()) {
      return Outlooks.OPEN_ENDING;
    }
    if (Punctuation.open(end)) {
      return Outlooks.OPEN_PUNCTUATION;
    }
    return Punctuation.question(end) ? Outlooks.QUESTION_MARK : Outlooks.UNKNOWN;
  }
}
