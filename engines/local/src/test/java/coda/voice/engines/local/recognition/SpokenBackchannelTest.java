package coda.voice.engines.local.recognition;

import static org.assertj.core.api.Assertions.assertThat;

import coda.voice.engines.local.assistant.Understanding;
import coda.voice.engines.local.synthesis.FreeTtsSynthesizer;
import coda.voice.engines.local.synthesis.Spoken;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What listeners say ("okay") is heard as what it is, and not bent into a command. */
class SpokenBackchannelTest {
  private static final int SILENCE = 4_800;
  private static final Understanding UNDERSTANDING = Understanding.ofAllSkills();
  private static final FreeTtsSynthesizer VOICE = new FreeTtsSynthesizer(Runnable::run, 1, 1);

  @BeforeAll
  static void open() {
    VOICE.warmUp();
  }

  @AfterAll
  static void close() {
    VOICE.close();
  }

  @ParameterizedTest
  @CsvSource({
    "Yes., yes",
    "Yep., yep",
    "Okay., okay",
    "Right., right",
    "All right., alright",
    "Sure., sure",
    "I see., i see",
    "Got it., got it",
    "Go on., go on",
    "Uh-huh., mhm",
    "Okay okay., okay okay",
    "Yes yes., yes yes",
    "Oh I see., oh i see"
  })
  void shouldBeHeardAsWhatItIs(String spoken, String heard) {
    String text = SharedRecognizer.recognize(Spoken.by(VOICE, spoken, SILENCE));

    assertThat(text).isEqualTo(heard);
    assertThat(UNDERSTANDING.candidates(text, true)).isEmpty();
  }
}
