package coda.voice.engines.local;

import static org.assertj.core.api.Assertions.assertThat;

import coda.voice.audio.AudioFrame;
import coda.voice.audio.FramePool;
import coda.voice.audio.activity.SpeechDetector;
import coda.voice.engine.EngineContext;
import coda.voice.engine.EngineRegistry;
import coda.voice.engine.LanguageModel;
import coda.voice.engine.Recognizer;
import coda.voice.engine.Synthesizer;
import coda.voice.engine.TurnDetector;
import coda.voice.engine.VoiceActivityDetector;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LocalEnginesTest {
  private static final ExecutorService POOL = ForkJoinPool.commonPool();
  private static final EngineContext CONTEXT = new EngineContext(Map.of(), POOL, POOL);
  private static final EngineRegistry REGISTRY = EngineRegistry.discover();

  @Test
  void shouldBeFoundByName() {
    assertThat(REGISTRY.names(Recognizer.class)).contains("sphinx4");
    assertThat(REGISTRY.names(Synthesizer.class)).contains("freetts", "marytts");
    assertThat(REGISTRY.names(LanguageModel.class)).contains("assistant");
    assertThat(REGISTRY.names(TurnDetector.class)).contains("pauses", "silence", "words");
    assertThat(REGISTRY.names(VoiceActivityDetector.class)).contains("auto", "energy", "webrtc");
  }

  @Test
  void shouldBeAvailableHereUnlessTheySayWhatIsMissing() {
    assertThat(REGISTRY.providers())
        .allSatisfy(
            provider -> {
              var availability = provider.availability(CONTEXT);
              assertThat(availability.reason()).isNotBlank();
              assertThat(availability.available() || provider.name().equals("webrtc")).isTrue();
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {"auto", "energy"})
  void shouldHearNoSpeechInSilence(String name) {
    VoiceActivityDetector engine =
        REGISTRY.provider(VoiceActivityDetector.class, name).open(CONTEXT);
    engine.warmUp();
    FramePool frames = new FramePool(2);
    try (SpeechDetector detector = engine.open()) {
      double probability = 1;
      for (int i = 0; i < 20; i++) {
        AudioFrame frame = frames.lease(engine.sampleRate());
        frame.length(FramePool.samplesPerFrame(engine.sampleRate()));
        probability = detector.listen(frame);
        frame.release();
      }
      assertThat(probability).isLessThan(0.5);
    }
    engine.close();
    assertThat(engine.health().usable()).isFalse();
  }
}
