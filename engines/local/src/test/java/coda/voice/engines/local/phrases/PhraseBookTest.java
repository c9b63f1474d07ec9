package coda.voice.engines.local.phrases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import coda.voice.engines.local.english.Words;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PhraseBookTest {
  private static PhraseBook<String> book(String... phrases) {
    return new PhraseBook.Writer<String>().add("me", List.of(phrases)).write();
  }

  private static boolean understands(PhraseBook<String> book, String text) {
    return !book.candidates(Words.of(text), true).isEmpty();
  }

  @Test
  void shouldReadOptionsAndAlternatives() {
    PhraseBook<String> book = book("[please] (open|close) the [big] window");
    assertThat(understands(book, "open the window")).isTrue();
    assertThat(understands(book, "please close the big window")).isTrue();
    assertThat(understands(book, "paint the window")).isFalse();
    assertThat(understands(book, "open the small window")).isFalse();
  }

  @Test
  void shouldHandOutWhatStandsInTheSlots() {
    PhraseBook<String> book = book("pay <number> (dollars|euros) to <name>");
    PhraseMatch match =
        book.candidates(Words.of("Pay twenty five dollars to John Smith"), false)
            .getFirst()
            .match();
    assertThat(match.exact()).isTrue();
    assertThat(match.first(Slots.NUMBER)).contains(BigDecimal.valueOf(25));
    assertThat(match.first(Slots.NAME)).contains("John Smith");
    assertThat(match.said()).contains("dollars").doesNotContain("euros");
  }

  @Test
  void shouldForgiveFunctionWordsButNotContentWords() {
    PhraseBook<String> book = book("what is the name of the street");
    assertThat(understands(book, "what is name of a street")).isTrue();
    assertThat(understands(book, "what is the name of the road")).isFalse();
    assertThat(understands(book, "what is the name of the street crossing")).isFalse();
  }

  @Test
  void shouldTakeMishearingsOnlyFromSpeech() {
    PhraseBook<String> book = book("cancel the flight");
    Words misheard = Words.of("council the flight");
    assertThat(book.candidates(misheard, true)).isNotEmpty();
    assertThat(book.candidates(misheard, false)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "(a|b", "a]", "[]", "a || b", "<nothing>", "say <Number>", "a & b"})
  void shouldNameWhatIsWrongWithAPhrase(String notation) {
    assertThatThrownBy(() -> book(notation))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("In the phrase \"" + notation + "\"");
  }

  @Test
  void shouldWriteAGrammar() {
    assertThat(book("what is (one|two) [more]", "add <color>").jsgf())
        .contains("(what is | what's) (one | two) [more]")
        .contains("| add <color>")
        .contains("<color> = red | green");
  }
}
