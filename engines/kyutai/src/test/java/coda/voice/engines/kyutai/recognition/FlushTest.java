package coda.voice.engines.kyutai.recognition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import coda.voice.engine.Recognizer;
import coda.voice.engine.Recognizer.Recognition;
import coda.voice.engine.Transcript.Word;
import coda.voice.testkit.conformance.RecognitionRecorder;
import coda.voice.testkit.peers.moshiserver.Hearing;
import coda.voice.testkit.peers.moshiserver.Manner;
import coda.voice.testkit.peers.moshiserver.ScriptedMoshiServer;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How the last words are got out of a model that lags half a second behind. */
class FlushTest {
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final Engines engines = new Engines();
  private final RecognitionRecorder recorder = new RecognitionRecorder();
  private ScriptedMoshiServer server;

  private Recognition open(Manner manner, String words) throws IOException {
    return open(manner, Hearing.OfSound.of(words));
  }

  private Recognition open(Manner manner, Hearing hearing) throws IOException {
    server = new ScriptedMoshiServer(manner).usuallyHears(hearing);
    Recognizer engine = engines.warm(server, Map.of("final_ms", "20000"));
    return Engines.open(engine, recorder);
  }

  @AfterEach
  void stop() {
    engines.close();
    server.close();
  }

  @Test
  void shouldSendFramesOfTheModelAndSilenceBehindTheMarker() throws IOException {
    Recognition recognition = open(Manner.USUAL, "one two");
    engines.feed(recognition, Sounds.tone(650)); // 15,600 samples: eight frames and 240 samples
    recognition.finish();

    assertThat(recorder.text()).isEqualTo("one two");
    await().atMost(PATIENCE).until(() -> server.lastVisit().end().isPresent());
    assertThat(server.lastVisit().audioSizes()).hasSize(9 + 8).containsOnly(1920);
    assertThat(server.lastVisit().markers()).hasSize(1);
    assertThat(server.lastVisit().end()).contains("closed 1000");
  }

  @Test
  void shouldNotWaitForTheDelayToPass() throws IOException {
    // At real time the last word would come after 480 ms of audio that nobody sends.
    Recognition recognition = open(Manner.USUAL, "one two");
    engines.feed(recognition, Sounds.tone(640));
    recognition.finish();

    assertThat(recorder.transcript().words())
        .containsExactly(new Word("one", 0, 320), new Word("two", 320, 640));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 4})
  void shouldManageWithTheMarkerAloneWhereThereAreNoSteps(int heads) throws IOException {
    Recognition recognition = open(Manner.USUAL.pauseHeads(heads), "one two");
    engines.feed(recognition, Sounds.tone(640));
    recognition.finish();

    assertThat(recorder.text()).isEqualTo("one two");
  }

  @Test
  void shouldTakeTheCloseAfterAMarkerForTheEnd() throws IOException {
    Recognition recognition = open(Manner.USUAL.closingAfterMarker().pauseHeads(0), "one two");
    engines.feed(recognition, Sounds.tone(640));
    recognition.finish();

    assertThat(recorder.text()).isEqualTo("one two");
  }

  @Test
  void shouldNotBelieveAMarkerThatOthersBroughtBackEarly() throws IOException {
    Recognition recognition = open(Manner.USUAL.stepMs(5), "one two three four five six");
    Recognizer busy = engines.warm(server, Map.of());
    Recognition other = Engines.open(busy, new RecognitionRecorder());
    engines.feed(other, Sounds.silence(4_000));
    engines.feed(recognition, Sounds.tone(6 * 320));
    recognition.finish();

    assertThat(recorder.text()).isEqualTo("one two three four five six");
    other.cancel();
  }

  @Test
  void shouldTellTheLastWordsAtAPause() throws IOException {
    Recognition recognition = open(Manner.USUAL, "one two three");
    engines.feed(recognition, Sounds.join(Sounds.tone(960), Sounds.silence(160)));
    recognition.anticipate();
    // The model takes it for a pause only after some more silence; then it is flushed.
    engines.feed(recognition, Sounds.silence(500));
    await().atMost(PATIENCE).until(() -> recorder.pauses().stream().anyMatch(p -> p > 0.6));
    await().atMost(PATIENCE).until(() -> recorder.lastPartial().equals("one two three"));
    assertThat(server.lastVisit().markers()).hasSize(1);
    assertThat(recorder.ended()).isFalse();

    recognition.finish();
    assertThat(recorder.text()).isEqualTo("one two three");
    assertThat(recorder.callsAfterEnd()).isZero();
  }

  @Test
  void shouldNotFlushTwiceWhatWasFlushedAtThePause() throws IOException {
    Recognition recognition = open(Manner.USUAL, "one two three");
    engines.feed(recognition, Sounds.join(Sounds.tone(960), Sounds.silence(640)));
    recognition.anticipate();
    await().atMost(PATIENCE).until(() -> recorder.lastPartial().equals("one two three"));
    recognition.finish();
    assertThat(recorder.text()).isEqualTo("one two three");
    await().atMost(PATIENCE).until(() -> server.lastVisit().end().isPresent());
    assertThat(server.lastVisit().markers()).hasSize(1);
    assertThat(server.lastVisit().audioSizes()).hasSize(20 + 8);
  }

  @Test
  void shouldNotFlushWhatTheModelTakesForAShortPause() throws IOException {
    Recognition recognition = open(Manner.USUAL, "one two three four");
    engines.feed(recognition, Sounds.join(Sounds.tone(960), Sounds.silence(160)));
    recognition.anticipate();
    engines.feed(recognition, Sounds.tone(320));
    recognition.finish();

    assertThat(recorder.text()).isEqualTo("one two three four");
    assertThat(server.lastVisit().markers()).hasSize(1);
  }

  @Test
  void shouldKeepTheTimesOfWordsWhenSilenceOfOursWasBetweenThem() throws IOException {
    Recognition recognition = open(Manner.USUAL, "one two three four");
    engines.feed(recognition, Sounds.join(Sounds.tone(960), Sounds.silence(160)));
    recognition.anticipate();
    engines.feed(recognition, Sounds.silence(800));
    await().atMost(PATIENCE).until(() -> server.lastVisit().markers().size() == 1);
    engines.feed(recognition, Sounds.tone(320));
    recognition.finish();

    assertThat(recorder.transcript().words())
        .containsExactly(
            new Word("one", 0, 320),
            new Word("two", 320, 640),
            new Word("three", 640, 960),
            new Word("four", 1920, 2240));
  }

  @Test
  void shouldNotFillTheAudioWithSilenceHoweverOftenItIsAsked() throws IOException {
    server = new ScriptedMoshiServer(Manner.USUAL.pauseHeads(0));
    server.usuallyHears(Hearing.OfSound.of("one two three four five six seven eight"));
    Recognizer engine = engines.warm(server, Map.of("final_ms", "20000"));
    for (int i = 0; i < 2; i++) { // the first utterance shows that there are no steps
      RecognitionRecorder each = new RecognitionRecorder();
      Recognition recognition = Engines.open(engine, each);
      for (int ms = 0; ms < 8 * 320; ms += 20) {
        engines.feed(recognition, Sounds.tone(20));
        recognition.anticipate();
      }
      recognition.finish();
      assertThat(each.text()).isNotEmpty();
    }
    assertThat(server.lastVisit().markers()).hasSizeBetween(1, 32 / 8 + 1);
  }

  @Test
  void shouldAnswerAtOnceWhenNothingWasHeard() throws IOException {
    open(Manner.USUAL, "one").finish();
    assertThat(recorder.text()).isEmpty();
  }

  @Test
  void shouldFindWordsAtTheVeryEnd() throws IOException {
    Hearing.AtTimes script =
        new Hearing.AtTimes(java.util.List.of(new Hearing.ScriptedWord("last", 560, 640)));
    Recognition recognition = open(Manner.USUAL, script);
    engines.feed(recognition, Sounds.silence(640));
    recognition.finish();
    assertThat(recorder.text()).isEqualTo("last");
  }
}
