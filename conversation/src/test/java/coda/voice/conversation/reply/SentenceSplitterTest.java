package coda.voice.conversation.reply;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SentenceSplitterTest {
  private static List<String> split(String text) {
    SentenceSplitter splitter = new SentenceSplitter(Locale.ENGLISH);
    List<String> pieces = new ArrayList<>(splitter.feed(text));
    pieces.addAll(splitter.finish());
    return pieces;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          It is ten. Have a nice day.                 | 2
          Dr. Smith lives on St. James St. in Rome.   | 1
          It costs $3.50 today. That is cheap.        | 2
          Pi is 3.14159. It never ends.               | 2
          J. R. Tolkien wrote it. I read it.          | 2
          Meet me at 5 p.m. today. Bring e.g. bread.  | 2
          Is it so? Yes! Good.                        | 3
          Use version 2.0.1 now                       | 1
          The U.S. Navy sailed. It came back.         | 2
          I said so, and so did I. You did not.       | 2
          """)
  void cutsWhereASpeakerWouldPause(String text, int sentences) {
    assertThat(split(text.strip())).hasSize(sentences);
  }

  @Test
  void aNumberedListIsOnePieceALine() {
    assertThat(split("Do this:\n1. Open the door.\n2. Walk in.\n- And sit"))
        .containsExactly("Do this:", "1. Open the door.", "2. Walk in.", "- And sit");
  }

  @Test
  void givesASentenceOutAsSoonAsTheNextBegins() {
    SentenceSplitter splitter = new SentenceSplitter(Locale.ENGLISH);
    assertThat(splitter.feed("It is ten")).isEmpty();
    assertThat(splitter.feed(".")).isEmpty();
    assertThat(splitter.feed(" ")).isEmpty();
    assertThat(splitter.feed("Good")).containsExactly("It is ten.");
  }

  @Test
  void aLongFirstSentenceIsCutAtItsFirstClauseAndLaterOnesAreNot() {
    String clause = "That is a very good question indeed, and ";
    String rest = "the honest answer is that nobody on this whole wide earth knows it for sure.";
    assertThat(split(clause + rest).getFirst()).isEqualTo(clause.strip().replace(" and", ""));
    assertThat(split("Well. " + clause + rest)).hasSize(2);
  }

  @Property
  void losesNothingAndMakesNoPieceTooLong(@ForAll @StringLength(max = 2000) String text) {
    List<String> pieces = split(text);
    assertThat(withoutBlanks(String.join("", pieces))).isEqualTo(withoutBlanks(text));
    assertThat(pieces).allMatch(p -> !p.isBlank() && p.length() <= SentenceSplitter.MAX_LENGTH);
  }

  private static String withoutBlanks(String text) {
    return text.codePoints()
        .filter(c -> !Character.isWhitespace(c))
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  @Property
  void howTheTextIsCutIntoDeltasMakesNoDifference(
      @ForAll("texts") String text, @ForAll @IntRange(min = 1, max = 7) int step) {
    SentenceSplitter splitter = new SentenceSplitter(Locale.ENGLISH);
    List<String> pieces = new ArrayList<>();
    for (int i = 0; i < text.length(); i += step) {
      pieces.addAll(splitter.feed(text.substring(i, Math.min(text.length(), i + step))));
    }
    pieces.addAll(splitter.finish());
    assertThat(pieces).isEqualTo(split(text));
  }

  @net.jqwik.api.Provide
  net.jqwik.api.Arbitrary<String> texts() {
    return net.jqwik.api.Arbitraries.of(
            "It is ten. ", "Yes! ", "Dr. Who came. ", "It costs 3.50 now. ", "one\n", "Why? ")
        .list()
        .ofMaxSize(12)
        .map(parts -> String.join("", parts));
  }
}
