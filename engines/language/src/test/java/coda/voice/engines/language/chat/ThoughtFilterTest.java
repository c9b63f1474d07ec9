package coda.voice.engines.language.chat;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Reasoning never gets through, and everything else does. */
class ThoughtFilterTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Hello there.|Hello there.",
        "<think>hm</think>Hello.|Hello.",
        "<THINK>hm</Think>Hello.|Hello.",
        "<think></think>Hello.|Hello.",
        "<thinking>a<b</thinking>Hello.|Hello.",
        "One <think>hm</think>two.|One two.",
        "<think>never ends|''",
        "Stray </think>tag.|Stray tag.",
        "3 < 4 and <b> is a tag|3 < 4 and <b> is a tag",
        "ends with <thin|ends with <thin",
        "<<think>x</think>>|<>",
      })
  void shouldTakeOutReasoning(String stream, String told) {
    assertThat(filtered(List.of(stream))).isEqualTo(told);
    assertThat(filtered(stream.chars().mapToObj(Character::toString).toList())).isEqualTo(told);
  }

  @Property(tries = 300)
  void shouldNotMindHowTheStreamIsCut(
      @ForAll @IntRange(max = 40) int first, @ForAll @IntRange(max = 40) int second) {
    String stream = "A <think>b < c </thin </think>d <thinking>e</thinking> f";
    int from = Math.min(Math.min(first, second), stream.length());
    int to = Math.min(Math.max(first, second), stream.length());
    assertThat(
            filtered(
                List.of(
                    stream.substring(0, from), stream.substring(from, to), stream.substring(to))))
        .isEqualTo("A d  f");
  }

  private static String filtered(List<String> pieces) {
    ThoughtFilter filter = new ThoughtFilter();
    StringBuilder told = new StringBuilder();
    pieces.forEach(piece -> told.append(filter.feed(piece)));
    return told.append(filter.finish()).toString();
  }
}
