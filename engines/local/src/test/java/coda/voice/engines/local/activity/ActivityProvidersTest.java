package coda.voice.engines.local.activity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import coda.voice.audio.AudioFrame;
import coda.voice.audio.FramePool;
import coda.voice.audio.activity.EnergySpeechDetector;
import coda.voice.audio.activity.SpeechDetector;
import coda.voice.audio.activity.WebRtcSpeechDetector;
import coda.voice.audio.webrtc.WebRtcLibrary;
import coda.voice.engine.EngineContext;
import coda.voice.engine.EngineException;
import coda.voice.engine.EngineProvider;
import coda.voice.engine.EngineRegistry;
import coda.voice.engine.Health;
import coda.voice.engine.VoiceActivityDetector;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ActivityProvidersTest {
  private static final ExecutorService EXECUTOR = ForkJoinPool.commonPool();
  private static final EngineContext CONTEXT = new EngineContext(Map.of(), EXECUTOR, EXECUTOR);

  private static EngineProvider<VoiceActivityDetector> provider(String name) {
    return EngineRegistry.discover().provider(VoiceActivityDetector.class, name);
  }

  @ParameterizedTest
  @ValueSource(strings = {"auto", "energy", "webrtc"})
  void shouldOpenByNameAndHearSilenceAsSilence(String name) {
    EngineProvider<VoiceActivityDetector> provider = provider(name);
    var availability = provider.availability(CONTEXT);
    Assumptions.assumeTrue(availability.available(), availability.reason());
    try (VoiceActivityDetector engine = provider.open(CONTEXT)) {
      assertThat(engine.name()).isEqualTo(name);
      assertThat(engine.health()).isEqualTo(Health.STARTING);
      engine.warmUp();
      assertThat(engine.health()).isEqualTo(Health.READY);
      AudioFrame frame = new FramePool(2).lease(engine.sampleRate()).length(320);
      try (SpeechDetector detector = engine.open()) {
        detector.listen(frame); // WebRTC's judges its first frame before it has heard anything
        for (int i = 0; i < 50; i++) {
          assertThat(detector.listen(frame)).isLessThan(0.2);
        }
      }
    }
  }

  @Test
  void shouldChooseWebRtcWhereItLoads() {
    WebRtcLibrary library = WebRtcLibrary.shared();
    Assumptions.assumeTrue(library.available(), () -> library.problem().orElseThrow());
    VoiceActivityDetector engine = new AutoActivityProvider(() -> library).open(CONTEXT);
    try (SpeechDetector detector = engine.open()) {
      assertThat(detector).isInstanceOf(WebRtcSpeechDetector.class);
    }
  }

  @Test
  void shouldChooseThePureJavaOneElsewhereAndSayWhy() {
    AutoActivityProvider provider =
        new AutoActivityProvider(() -> WebRtcLibrary.absent("libpulse0 is missing"));
    assertThat(provider.availability(CONTEXT).available()).isTrue();
    assertThat(provider.availability(CONTEXT).reason())
        .contains("'energy'")
        .contains("libpulse0 is missing");
    try (SpeechDetector detector = provider.open(CONTEXT).open()) {
      assertThat(detector).isInstanceOf(EnergySpeechDetector.class);
    }
  }

  @Test
  void shouldNotOpenDetectorsOnceClosed() {
    VoiceActivityDetector engine = new EnergyActivityProvider().open(CONTEXT);
    engine.close();
    engine.close();
    assertThat(engine.health().usable()).isFalse();
    assertThatThrownBy(engine::open)
        .isInstanceOfSatisfying(
            EngineException.class, e -> assertThat(e.code()).isEqualTo("ENGINE_UNAVAILABLE"));
  }
}
