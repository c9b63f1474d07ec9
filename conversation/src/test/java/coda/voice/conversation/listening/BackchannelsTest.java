package coda.voice.conversation.listening;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BackchannelsTest {
  private static final Backchannels ENGLISH = Backchannels.of("en-US", List.of());

  @ParameterizedTest
  @ValueSource(
      strings = {
        "mm-hm",
        "mm-hmm",
        "mm hmm",
        "mhm",
        "Mm.",
        "hm",
        "hmm",
        "uh-huh",
        "Uh huh!",
        "aha",
        "yes",
        "Yes, yes.",
        "yeah",
        "yep",
        "okay",
        "ok",
        "okay okay",
        "Right.",
        "all right",
        "alright",
        "sure",
        "I see",
        "got it",
        "go on",
        "um",
        "uh okay right",
        "oh I see",
        "that's right",
        "THAT\u2019S RIGHT",
        "okay go on",
        "well okay"
      })
  void shouldCountNothingInBackchannels(String text) {
    assertThat(ENGLISH.contentWords(text)).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "stop | 1",
        "no | 1",
        "okay stop | 1",
        "yes but wait | 2",
        "um what time is it | 4",
        "turn right | 2",
        "turn right okay | 3",
        "I see a problem | 2",
        "I want milk | 3",
        "all | 1",
        "right, the next one | 3",
        "mm no | 1",
        "don't | 1",
        "7 o'clock | 2",
      })
  void shouldCountEverythingFromTheFirstOtherWordOn(String text, int words) {
    assertThat(ENGLISH.contentWords(text)).isEqualTo(words);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "   ", "?!", "…", "👍", "\u0000", "-- '"})
  void shouldCountNothingWhereThereIsNoWord(String text) {
    assertThat(ENGLISH.contentWords(text)).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "de-DE | Ja, genau. | 0",
        "de | ach so, alles klar | 0",
        "de | ja aber warte | 2",
        "fr-FR | Oui, d'accord. | 0",
        "fr | ah bon, tres bien | 0",
        "fr | oui mais non | 2",
        "es-MX | sí, claro | 0",
        "es | SI VALE | 0",
        "es | para ya | 2",
        "it | Sì sì, va bene | 0",
        "it | aspetta | 1",
        "pt_BR | tá bom, entendi | 0",
        "pt | espera aí | 2",
        "de | yes | 1",
        "ja | mm okay | 0",
        "ja | yes | 0",
        "tlh | stop | 1",
      })
  void shouldKnowTheLanguage(String language, String text, int words) {
    assertThat(Backchannels.of(language, List.of()).contentWords(text)).isEqualTo(words);
  }

  @Test
  void shouldTakeTheConfiguredPhrasesInsteadOfTheLanguages() {
    Backchannels own = Backchannels.of("en", List.of("Roger that", "copy", " ", "?"));

    assertThat(own.contentWords("roger that, copy")).isZero();
    assertThat(own.contentWords("roger")).isEqualTo(1);
    assertThat(own.contentWords("yes")).isEqualTo(1);
    assertThat(own.contentWords("um, mm-hm")).isZero();
  }

  @Test
  void shouldDivideARowOfPhrasesInWhateverWayCoversMost() {
    Backchannels own = Backchannels.of("en", List.of("a", "a b", "b c d"));

    assertThat(own.contentWords("a b c d")).isZero();
    assertThat(own.contentWords("a b c")).isEqualTo(1);
  }

  @Test
  void shouldTakeLongTranscripts() {
    assertThat(ENGLISH.contentWords("okay ".repeat(50_000))).isZero();
    assertThat(ENGLISH.contentWords("word ".repeat(50_000))).isEqualTo(50_000);
  }

  @Provide
  Arbitrary<String> talk() {
    Arbitrary<String> words =
        Arbitraries.of(
            "okay", "mm-hm", "yes", "right", "turn", "I", "see", "go", "on", "all", "got", "it",
            "stop", "Straße", "sí", "don't", "7", ",", "?!", "…", "👍");
    return words.list().ofMaxSize(12).map(list -> String.join(" ", list));
  }

  @Property
  void caseAndPunctuationDoNotMatter(@ForAll("talk") String text) {
    int words = ENGLISH.contentWords(text);

    assertThat(ENGLISH.contentWords(text.toUpperCase(Locale.ROOT))).isEqualTo(words);
    assertThat(ENGLISH.contentWords(text.toLowerCase(Locale.ROOT))).isEqualTo(words);
    assertThat(ENGLISH.contentWords("… " + text.replace(" ", ", ") + "!")).isEqualTo(words);
  }

  @Property
  void theCountIsAtLeastNothingAndAtMostAllWords(@ForAll String anything) {
    assertThat(ENGLISH.contentWords(anything)).isBetween(0, Backchannels.words(anything).size());
  }

  @Property
  void aBackchannelBeforeChangesNothing(@ForAll("talk") String text) {
    int words = ENGLISH.contentWords(text);

    // It may complete a phrase that was none before ("all" + "right"), never break one.
    assertThat(ENGLISH.contentWords("mhm " + text)).isEqualTo(words);
    assertThat(ENGLISH.contentWords(text + " okay")).isBetween(words, words == 0 ? 0 : words + 1);
  }
}
