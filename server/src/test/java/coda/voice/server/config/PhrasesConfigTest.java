package coda.voice.server.config;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.validation.constraints.Pattern;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PhrasesConfigTest {
  private static Map<String, List<String>> read(String backchannels) {
    return new PhrasesConfig("", "", "", "", backchannels).toDefaults().backchannels();
  }

  private static boolean allowed(String backchannels) throws NoSuchMethodException {
    Pattern pattern =
        PhrasesConfig.class.getDeclaredMethod("backchannels").getAnnotation(Pattern.class);
    return backchannels.matches(pattern.regexp());
  }

  @Test
  void shouldReadPhrasesOfAllAndOfSingleLanguages() {
    assertThat(read("aye, very well; de: genau , stimmt"))
        .isEqualTo(Map.of("", List.of("aye", "very well"), "de", List.of("genau", "stimmt")));
    assertThat(read("  ")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "okay", "okay, go on", "en: okay; de: genau, stimmt", "aye; fr: d'accord"})
  void shouldTakeWhatIsWrittenSo(String text) throws Exception {
    assertThat(allowed(text)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {",", "okay,", "en:", "okay;", "english: okay", "en: de: okay", "EN: ok"})
  void shouldRefuseWhatMeansNothing(String text) throws Exception {
    assertThat(allowed(text)).isFalse();
  }
}
