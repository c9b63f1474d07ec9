package coda.voice.engines.kyutai.recognition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import coda.voice.engine.EngineContext;
import coda.voice.engine.EngineRegistry;
import coda.voice.engine.Recognizer;
import coda.voice.engine.Recognizer.Recognition;
import coda.voice.engine.TurnDetector;
import coda.voice.engine.TurnDetector.TurnEvidence;
import coda.voice.engine.TurnDetector.TurnOutlook;
import coda.voice.engine.TurnDetector.TurnWatch;
import coda.voice.testkit.conformance.RecognitionRecorder;
import coda.voice.testkit.peers.moshiserver.Hearing;
import coda.voice.testkit.peers.moshiserver.Manner;
import coda.voice.testkit.peers.moshiserver.ScriptedMoshiServer;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The model's predictions of pauses on their way to the detector that believes them. */
class PausesTest {
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final Engines engines = new Engines();
  private final RecognitionRecorder recorder = new RecognitionRecorder();
  private ScriptedMoshiServer server;

  private Recognition open(Manner manner, Map<String, String> settings) throws IOException {
    server = new ScriptedMoshiServer(manner).usuallyHears(Hearing.OfSound.of("one two three four"));
    Recognizer engine = engines.warm(server, settings);
    return Engines.open(engine, recorder);
  }

  @AfterEach
  void stop() {
    engines.close();
    server.close();
  }

  private double lastPause() {
    return recorder.pauses().isEmpty() ? 0.5 : recorder.pauses().getLast();
  }

  @Test
  void shouldEndTurnsThroughTheDetectorThatBelievesThem() throws IOException {
    try (TurnDetector detector =
            EngineRegistry.discover()
                .provider(TurnDetector.class, "pauses")
                .open(
                    new EngineContext(
                        Map.of(), ForkJoinPool.commonPool(), ForkJoinPool.commonPool()));
        TurnWatch watch = detector.open(later -> {})) {
      Recognition recognition = open(Manner.USUAL, Map.of());
      assertThat(outlook(watch)).isEqualTo(TurnOutlook.UNKNOWN);

      engines.feed(recognition, Sounds.tone(1_280));
      await().atMost(PATIENCE).until(() -> recorder.pauses().size() > 3);
      await().atMost(PATIENCE).until(() -> outlook(watch).finished() < 0.1);

      engines.feed(recognition, Sounds.silence(2_000));
      await().atMost(PATIENCE).until(() -> outlook(watch).finished() > 0.9);
      assertThat(outlook(watch).why()).isEqualTo("predicted by the recogniser");

      engines.feed(recognition, Sounds.tone(320));
      await().atMost(PATIENCE).until(() -> outlook(watch).finished() < 0.1);
      recognition.cancel();
    }
  }

  private TurnOutlook outlook(TurnWatch watch) {
    OptionalDouble pause =
        recorder.pauses().isEmpty() ? OptionalDouble.empty() : OptionalDouble.of(lastPause());
    return watch.judge(new TurnEvidence(recorder.lastPartial(), 1_000, "en", pause));
  }

  @Test
  void shouldPredictNothingBeforeThereAreWords() throws IOException {
    Recognition recognition = open(Manner.USUAL, Map.of());
    engines.feed(recognition, Sounds.silence(3_000));
    recognition.finish();
    assertThat(recorder.text()).isEmpty();
    assertThat(recorder.pauses()).isEmpty();
  }

  @Test
  void shouldSayThatTheSpeakerGoesOnWithTheFirstWord() throws IOException {
    Recognition recognition = open(Manner.USUAL, Map.of());
    engines.feed(recognition, Sounds.tone(800));
    await().atMost(PATIENCE).until(() -> !recorder.pauses().isEmpty());
    assertThat(recorder.pauses()).startsWith(0.0);
    recognition.cancel();
  }

  @Test
  void shouldFollowTheHeadItIsTold() throws IOException {
    // The first head expects a pause of half a second and is sure after a quarter of one.
    Recognition recognition = open(Manner.USUAL, Map.of("pause_head", "0"));
    engines.feed(recognition, Sounds.join(Sounds.tone(1_280), Sounds.silence(320)));
    await().atMost(PATIENCE).until(() -> lastPause() > 0.95);
    recognition.cancel();
  }

  @Test
  void shouldPredictNothingWhereTheModelHasNoSuchHead() throws IOException {
    Recognition recognition = open(Manner.USUAL.pauseHeads(2), Map.of());
    engines.feed(recognition, Sounds.join(Sounds.tone(1_280), Sounds.silence(1_000)));
    recognition.finish();
    assertThat(recorder.text()).isEqualTo("one two three four");
    assertThat(List.copyOf(recorder.pauses())).containsOnly(0.0);
  }
}
