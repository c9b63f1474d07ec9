package coda.voice.gateway.speech;

import static coda.voice.gateway.speech.SpeechError.SPEECH_CLIENT_GONE;

import coda.voice.VoiceException;
import io.vertx.core.json.JsonObject;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Sends a transcript while it is made: {@code transcript.text.delta} for every utterance that is
 * understood, {@code transcript.text.done} at the end. What was sent is never taken back.
 */
final class TranscriptEvents {
  private final StreamedAnswer answer;
  private boolean first = true;

  TranscriptEvents(StreamedAnswer answer) {
    this.answer = answer;
  }

  /**
   * Sends all of it.
   *
   * @param hear recognises a recording and tells its utterances
   * @throws InterruptedException when the thread is
   */
  void send(Function<Consumer<Segment>, Heard> hear) throws InterruptedException {
    try {
      Heard heard = hear.apply(this::delta);
      boolean there =
          answer.event(
              new JsonObject().put("type", "transcript.text.done").put("text", heard.text()));
      if (there) {
        answer.end();
      }
    } catch (RuntimeException e) {
      VoiceException failure = SpeechAnswers.known(e);
      if (!answer.begun() || failure.is(SPEECH_CLIENT_GONE)) {
        throw failure;
      }
      answer.fail(failure);
    }
  }

  private void delta(Segment segment) {
    String words = first ? segment.text() : " " + segment.text();
    first = false;
    JsonObject event = new JsonObject().put("type", "transcript.text.delta").put("delta", words);
    try {
      if (answer.event(event)) {
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    throw new SpeechException(SPEECH_CLIENT_GONE, "", "The client is gone");
  }
}
