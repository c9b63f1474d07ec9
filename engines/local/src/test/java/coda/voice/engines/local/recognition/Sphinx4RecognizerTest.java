package coda.voice.engines.local.recognition;

import static org.assertj.core.api.Assertions.assertThat;

import coda.voice.engine.Recognizer;
import coda.voice.engines.local.SpeechDomain;
import coda.voice.testkit.conformance.RecognizerConformance;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Sphinx4RecognizerTest extends RecognizerConformance {
  @Override
  protected Recognizer engine() {
    return SharedRecognizer.get();
  }

  @Override
  protected Recognizer another() {
    return new Sphinx4Recognizer(new SmallDomain(), 1, 1_000);
  }

  @Override
  protected short[] utterance() {
    return SharedRecognizer.utterance("mary/17.wav");
  }

  @Override
  protected String words() {
    return "add milk and eggs to the shopping list";
  }

  /** A minute of sound at once is more than it can decode in time. */
  @Override
  protected void holdUp() {}

  @Override
  protected void letGo() {}

  @AfterEach
  void shouldHaveKeptItsDecoders() {
    assertThat(SharedRecognizer.get().replaced()).isZero();
    long threads =
        Thread.getAllStackTraces().keySet().stream()
            .filter(thread -> thread.getName().startsWith("sphinx4-"))
            .count();
    assertThat(threads).isEqualTo(SharedRecognizer.POOL);
  }

  @ParameterizedTest
  @CsvSource({
    "mary/02.wav, tell me a joke",
    "mary/05.wav, set a timer for ten minutes",
    "espeak/03.wav, remember that my name is anna",
    "espeak/12.wav, stop talking now",
    "mary/17.wav, add milk and eggs to the shopping list"
  })
  void shouldUnderstandCommands(String file, String words) {
    assertThat(SharedRecognizer.recognize(SharedRecognizer.utterance(file))).isEqualTo(words);
  }

  @Test
  void shouldHearNothingInNoise() {
    Random random = new Random(1);
    short[] noise = new short[24_000];
    for (int i = 0; i < noise.length; i++) {
      noise[i] = (short) (random.nextGaussian() * 100);
    }

    assertThat(SharedRecognizer.recognize(noise)).isEmpty();
  }

  private record SmallDomain() implements SpeechDomain {
    @Override
    public String jsgf() {
      return "public <command> = stop | go on;";
    }

    @Override
    public List<String> sentences() {
      return List.of("stop", "go on");
    }
  }
}
