package coda.voice.engines.local.recognition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import coda.voice.audio.FramePool;
import coda.voice.engine.Recognizer.Recognition;
import coda.voice.engine.Transcript;
import coda.voice.engines.local.recognition.SharedRecognizer.Heard;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Recognitions that are told that their utterance may be over. */
class AnticipationTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final FramePool frames = new FramePool(4);
  private final Heard heard = new Heard();
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
    await().atMost(PATIENCE).until(() -> lastPartial().equals(whole));
    assertThat(heard.end).isNotDone();

    recognition.finish();
    assertThat(heard.text()).isEqualTo(whole);
  }

  @Test
  void shouldNotChangeTheFinalTranscriptHoweverOftenItIsAsked() {
    short[] speech = SharedRecognizer.utterance("mary/17.wav");
    String whole = SharedRecognizer.recognize(speech);

    recognition.anticipate();
    int piece = 1_000; // no whole number of frames or blocks
    for (int at = 0; at < speech.length; at += piece) {
      int end = Math.min(speech.length, at + piece);
      SharedRecognizer.feed(recognition, Arrays.copyOfRange(speech, at, end), frames);
      recognition.anticipate();
    }
    recognition.finish();

    assertThat(heard.text()).isEqualTo(whole);
    assertThat(heard.partials).noneMatch(Transcript::isEmpty);
    assertThat(heard.ends).hasValue(1);
  }

  private String lastPartial() {
    List<Transcript> partials = List.copyOf(heard.partials);
    return partials.isEmpty() ? "" : partials.getLast().text();
  }
}
