package coda.voice.engines.local.synthesis;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class PiecesTest {
  @Test
  void shouldLeaveASentenceWhole() {
    assertThat(Pieces.of("One, two. Three!")).containsExactly("One, two. Three!");
  }

  @Test
  void shouldEndInPunctuation() {
    assertThat(Pieces.of("It is six")).containsExactly("It is six.");
    assertThat(Pieces.of("Say 'six'")).containsExactly("Say 'six'.");
    assertThat(Pieces.of("Is it six? ")).containsExactly("Is it six?");
  }

  @Test
  void shouldCutWhereASpeakerWouldBreathe() {
    String clause = "this is a clause of some forty characters, ";
    assertThat(Pieces.of(clause.repeat(6).strip()))
        .hasSize(2)
        .allSatisfy(piece -> assertThat(piece).endsWith(","));
  }

  @Property(tries = 200)
  void shouldLoseNothing(
      @ForAll @StringLength(max = 1_000) @Chars({'a', 'b', '1', ' ', ',', '.', '\''}) String text) {
    assertThat(Pieces.of(text)).allSatisfy(piece -> assertThat(piece.length()).isLessThan(202));
    assertThat(letters(String.join("", Pieces.of(text)))).isEqualTo(letters(text));
  }

  private static String letters(String text) {
    return text.replaceAll("[^a-z0-9]", "");
  }
}
