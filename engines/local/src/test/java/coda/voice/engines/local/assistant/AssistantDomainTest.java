package coda.voice.engines.local.assistant;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class AssistantDomainTest {
  private static final String DICTIONARY = "/edu/cmu/sphinx/models/en-us/cmudict-en-us.dict";
  private static final Pattern RULE_NAME = Pattern.compile("<[a-z]+>");

  private static Set<String> pronounced;

  private final AssistantDomain domain = new AssistantDomain();

  @BeforeAll
  static void readDictionary() throws IOException {
    try (var lines =
        new BufferedReader(
            new InputStreamReader(
                AssistantDomainTest.class.getResourceAsStream(DICTIONARY), UTF_8))) {
      pronounced = lines.lines().map(line -> line.split("\\s+", 2)[0]).collect(Collectors.toSet());
    }
  }

  @Test
  void shouldUseOnlyWordsWithAPronunciationInTheGrammar() {
    Set<String> words = wordsOfTheGrammar();
    assertThat(words).hasSizeGreaterThan(200);
    words.removeAll(pronounced);
    assertThat(words).isEmpty();
  }

  @Test
  void shouldUseOnlyWordsWithAPronunciationInTheSentences() {
    Set<String> words =
        domain.sentences().stream()
            .flatMap(sentence -> Arrays.stream(sentence.split(" ")))
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(words).hasSizeGreaterThan(500);
    words.removeAll(pronounced);
    assertThat(words).isEmpty();
  }

  @Test
  void shouldNameOnlyRulesThatExist() {
    String grammar = domain.jsgf();
    assertThat(grammar).startsWith("#JSGF V1.0;").contains("public <command> =");
    Set<String> used =
        RULE_NAME.matcher(grammar).results().map(r -> r.group()).collect(Collectors.toSet());
    assertThat(used).allSatisfy(rule -> assertThat(grammar).contains(rule + " ="));
  }

  @Test
  void shouldStaySmallEnoughToBeSearchedInRealTime() {
    assertThat(wordsIn("command")).isBetween(500, 2000);
  }

  private Set<String> wordsOfTheGrammar() {
    String rules = domain.jsgf().replaceFirst("(?s)^.*grammar assistant;", "");
    Set<String> words = new TreeSet<>();
    for (String part : RULE_NAME.matcher(rules).replaceAll(" ").split("[\\s|()\\[\\]=;]+")) {
      if (!part.isEmpty() && !part.equals("public")) {
        words.add(part);
      }
    }
    return words;
  }

  /** Words once every rule is written out where it is used, which is what a search works on. */
  private int wordsIn(String rule) {
    String grammar = domain.jsgf();
    int from = grammar.indexOf("<" + rule + "> =") + rule.length() + 4;
    String body = grammar.substring(from, grammar.indexOf(';', from));
    int words = 0;
    for (String part : body.split("[\\s|()\\[\\]]+")) {
      if (part.startsWith("<")) {
        words += wordsIn(part.substring(1, part.length() - 1));
      } else if (!part.isEmpty()) {
        words++;
      }
    }
    return words;
  }

  @Test
  void shouldSayEveryWordOfTheGrammarInTheSentences() {
    String talk = String.join(" ", domain.sentences()) + " ";
    Set<String> missing = wordsOfTheGrammar();
    missing.removeIf(word -> talk.contains(word + " "));
    assertThat(missing).isEmpty();
  }

  @Test
  void shouldSayTheSameEveryTime() {
    AssistantDomain other = new AssistantDomain();
    assertThat(other.sentences()).isEqualTo(domain.sentences());
    assertThat(other.jsgf()).isEqualTo(domain.jsgf());
  }

  @Test
  void shouldHoldCommandsAndOrdinaryTalkInLowerCaseWithoutPunctuation() {
    assertThat(EverydaySpeech.sentences()).hasSizeGreaterThanOrEqualTo(150);
    assertThat(domain.sentences())
        .hasSizeBetween(500, 2000)
        .containsAll(EverydaySpeech.sentences())
        .allSatisfy(s -> assertThat(s).matches("[a-z'-]+( [a-z'-]+)*"));
  }
}
