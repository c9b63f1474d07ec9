package coda.voice.engines.local.recognition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import coda.voice.audio.FramePool;
import coda.voice.engine.Recognizer.Recognition;
import coda.voice.testkit.conformance.RecognitionRecorder;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Recognitions that are told that their utterance may be over. */
class AnticipationTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final FramePool frames = new FramePool(4);
  private final RecognitionRecorder heard = new RecognitionRecorder();
  private final Recognition recognition = SharedRecognizer.open(heard);

  @AfterEach
  void othersMayRecognize() {
    recognition.cancel();
  }

  @ParameterizedTest
  @ValueSource(strings = {"mary/05.wav", "mary/17.wav", "espeak/12.wav"})
  void shouldGuessAtAPauseWhatTheFinalTranscriptWillBe(String file) {
    short[] speech = SharedRecognizer.utterance(file);
    String whole = SharedRecognizer.recognize(speech);

    SharedRecognizer.feed(recognition, speech, frames);
    recognition.anticipate();
    await().atMost(PATIENCE).until(() -> heard.lastPartial().equals(whole));
    assertThat(heard.ended()).isFalse();

    recognition.finish();
    assertThat(heard.text()).isEqualTo(whole);
  }
}
