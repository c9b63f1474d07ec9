package coda.voice.gateway.speech;

import coda.voice.VoiceException;
import io.vertx.core.json.JsonObject;
import java.util.Base64;

/** The way on which sound goes to a client. Blocks; one thread. */
sealed interface SpeechSound {
  /**
   * The next bytes.
   *
   * @param bytes may be empty
   * @return whether the client is still there
   * @throws InterruptedException when the thread is
   */
  boolean send(byte[] bytes) throws InterruptedException;

  /**
   * All was sent.
   *
   * @throws InterruptedException when the thread is
   */
  void end() throws InterruptedException;

  /**
   * It cannot go on.
   *
   * @param failure why
   * @throws VoiceException the same, when nothing was sent yet and it can be answered
   * @throws InterruptedException when the thread is
   */
  void fail(VoiceException failure) throws InterruptedException;

  /** As it is. A failure breaks it off. */
  record Bytes(StreamedAnswer answer) implements SpeechSound {
    @Override
    public boolean send(byte[] bytes) throws InterruptedException {
      return answer.write(bytes);
    }

    @Override
    public void end() throws InterruptedException {
      answer.end();
    }

    @Override
    public void fail(VoiceException failure) {
      if (!answer.begun()) {
        throw failure;
      }
      String unused = SpeechAnswers.log(failure);
      answer.breakOff();
    }
  }

  /** {@code speech.audio.delta} for every piece, {@code speech.audio.done} at the end. */
  record Events(StreamedAnswer answer) implements SpeechSound {
    @Override
    public boolean send(byte[] bytes) throws InterruptedException {
      return bytes.length == 0
          || answer.event(
              new JsonObject()
                  .put("type", "speech.audio.delta")
                  .put("audio", Base64.getEncoder().encodeToString(bytes)));
    }

    /** Nothing here is counted in tokens; the field must be there. */
    @Override
    public void end() throws InterruptedException {
      JsonObject usage =
          new JsonObject().put("input_tokens", 0).put("output_tokens", 0).put("total_tokens", 0);
      if (answer.event(new JsonObject().put("type", "speech.audio.done").put("usage", usage))) {
        answer.end();
      }
    }

    @Override
    public void fail(VoiceException failure) throws InterruptedException {
      if (!answer.begun()) {
        throw failure;
      }
      answer.fail(failure);
    }
  }
}
