package coda.voice.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import coda.voice.conversation.Phrases;
import java.util.List;
import org.junit.jupiter.api.Test;

class PhraseDefaultsTest {
  @Test
  void shouldSayWhatIsUsualInTheLanguageWhenNothingIsConfigured() {
    assertThat(PhraseDefaults.NONE.in("de-DE")).isEqualTo(Phrases.of("de-DE"));
  }

  @Test
  void shouldSayWhatIsConfigured() {
    PhraseDefaults configured =
        new PhraseDefaults("Hello.", "Still there?", "", "That broke.", List.of("aye"));

    assertThat(configured.in("en"))
        .isEqualTo(
            new Phrases(
                "Hello.",
                "Still there?",
                Phrases.of("en").noAnswer(),
                "That broke.",
                List.of("aye")));
  }
}
