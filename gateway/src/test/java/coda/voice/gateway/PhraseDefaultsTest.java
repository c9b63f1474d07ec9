package coda.voice.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import coda.voice.conversation.Phrases;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PhraseDefaultsTest {
  @Test
  void shouldSayWhatIsUsualInTheLanguageWhenNothingIsConfigured() {
    assertThat(PhraseDefaults.NONE.in("de-DE")).isEqualTo(Phrases.of("de-DE"));
  }

  @Test
  void shouldSayWhatIsConfigured() {
    PhraseDefaults configured =
        new PhraseDefaults("Hello.", "Still there?", "", "That broke.", Map.of("", List.of("aye")));

    assertThat(configured.in("en"))
        .isEqualTo(
            new Phrases(
                "Hello.",
                "Still there?",
                Phrases.of("en").noAnswer(),
                "That broke.",
                List.of("aye")));
  }

  @Test
  void shouldTakeTheBackchannelsOfTheLanguageBeforeThoseOfAll() {
    PhraseDefaults configured =
        new PhraseDefaults(
            "", "", "", "", Map.of("", List.of("aye"), "de", List.of("genau", "stimmt")));

    assertThat(configured.in("de-AT").backchannels()).containsExactly("genau", "stimmt");
    assertThat(configured.in("en").backchannels()).containsExactly("aye");
  }
}
