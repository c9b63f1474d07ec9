package coda.voice.conversation.reply;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpokenTextTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          It is **very** good.                    | It is very good.
          # A headline                            | A headline
          - first item                            | first item
          * [x] done                              | done
          See [the page](https://a.example/x?y=1). | See the page.
          Go to https://www.example.org/a/b?c=d now | Go to example.org now
          Great! 🎉👍🏽 Well done 🇩🇪              | Great! Well done
          Use `ls -l` here.                       | Use ls -l here.
          > He said *so*.                         | He said so.
          2 * 3 is 6                              | 2 3 is 6
          The snake_case name stays.              | The snake_case name stays.
          It costs $3.50, i.e. little.            | It costs $3.50, i.e. little.
          <b>Bold</b> words                       | Bold words
          """)
  void saysTheWordsAndNotTheMarkup(String written, String spoken) {
    assertThat(new SpokenText().plain(written.strip())).isEqualTo(spoken.strip());
  }

  @Test
  void codeBlocksAreNotReadOut() {
    SpokenText text = new SpokenText();
    assertThat(text.plain("Like this:")).isEqualTo("Like this:");
    assertThat(text.plain("```java")).isEmpty();
    assertThat(text.plain("int x = 1;")).isEmpty();
    assertThat(text.plain("```")).isEmpty();
    assertThat(text.plain("That is all.")).isEqualTo("That is all.");
  }

  @Test
  void whatHasNoWordsIsNotSpoken() {
    assertThat(new SpokenText().plain("***")).isEmpty();
    assertThat(new SpokenText().plain("|---|---|")).isEmpty();
    assertThat(new SpokenText().plain("🙂🙂")).isEmpty();
    assertThat(new SpokenText().plain("?!")).isEmpty();
  }

  @Property
  void anyTextBecomesPlainWordsOrNothing(@ForAll @StringLength(max = 300) String text) {
    String plain = new SpokenText().plain(text);
    assertThat(plain).doesNotContain("\n", "`", "\u200D").isEqualTo(plain.strip());
  }
}
