package coda.voice.gateway.speech;

import static coda.voice.engine.EngineError.ENGINE_TIMEOUT;

import coda.voice.audio.AudioFrame;
import coda.voice.engine.EngineException;
import coda.voice.engine.Recognizer;
import coda.voice.engine.Recognizer.Recognition;
import coda.voice.engine.Recognizer.RecognitionListener;
import coda.voice.engine.Recognizer.RecognitionRequest;
import coda.voice.engine.RecordingEar;
import coda.voice.engine.Transcript;
import coda.voice.engine.Transcript.Word;
import coda.voice.gateway.References;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** The utterance of a recording that is under recognition, one after the other. Blocks. */
final class OneUtterance implements AutoCloseable {
  /** How long the last words may take after all of the sound was handed over. */
  private static final long FINAL_S = 60;

  private final Recognizer recognizer;
  private final RecognitionRequest request;
  private CompletableFuture<Transcript> result = new CompletableFuture<>();
  private @Nullable Recognition recognition;
  private @Nullable RecordingEar ear;
  private long offsetMs;

  /**
   * None yet.
   *
   * @param recognizer hears them
   * @param language BCP 47
   */
  OneUtterance(Recognizer recognizer, String language) {
    this.recognizer = recognizer;
    this.request = new RecognitionRequest("recording-" + References.next(), language);
  }

  /**
   * Gets ready for one, unless that was done.
   *
   * @throws coda.voice.engine.EngineBusyException when there is no place
   */
  void open() {
    if (recognition == null) {
      CompletableFuture<Transcript> words = new CompletableFuture<>();
      Recognition opened = recognizer.open(request, new Words(words));
      result = words;
      recognition = opened;
      ear = new RecordingEar(opened);
    }
  }

  /**
   * One begins.
   *
   * @param atMs where in the recording its first frame stands
   * @throws InterruptedException when the thread is
   */
  void begin(long atMs) throws InterruptedException {
    offsetMs = atMs;
    var unused =
        Patient.ask(
            () -> {
              open();
              return true;
            });
  }

  /**
   * The next piece of it.
   *
   * @param frame borrowed
   * @throws InterruptedException when the thread is
   */
  void hear(AudioFrame frame) throws InterruptedException {
    if (result.isCompletedExceptionally()) {
      var unused = transcript();
    }
    Objects.requireNonNull(ear, "not begun").hear(frame);
  }

  /**
   * It is over.
   *
   * @param startMs where its speech began
   * @param endMs where its speech ended
   * @param speech how certain it was that somebody speaks
   * @return what was understood; empty for no words
   * @throws EngineException when the recogniser fails
   * @throws InterruptedException when the thread is
   */
  Optional<Segment> finish(long startMs, long endMs, double speech) throws InterruptedException {
    Objects.requireNonNull(recognition, "not begun").finish();
    Transcript transcript = transcript();
    recognition = null;
    ear = null;
    if (transcript.isEmpty()) {
      return Optional.empty();
    }
    List<Word> words =
        transcript.words().stream()
            .map(word -> new Word(word.text(), word.startMs() + offsetMs, word.endMs() + offsetMs))
            .toList();
    return Optional.of(
        new Segment(startMs, endMs, transcript.text(), words, transcript.confidence(), speech));
  }

  private Transcript transcript() throws InterruptedException {
    try {
      return result.get(FINAL_S, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof EngineException failure
          ? failure
          : EngineException.failed(recognizer.name(), e);
    } catch (TimeoutException e) {
      throw new EngineException(
          ENGINE_TIMEOUT,
          "Engine '%s' had no final transcript after %d s".formatted(recognizer.name(), FINAL_S),
          "Speech recognition does not answer",
          e);
    }
  }

  /** What is not understood yet is given up. */
  @Override
  public void close() {
    if (recognition != null) {
      recognition.cancel();
      recognition = null;
    }
  }

  private record Words(CompletableFuture<Transcript> result) implements RecognitionListener {
    @Override
    public void onPartial(Transcript transcript) {
      // It may still change; a recording can wait for what is certain.
    }

    @Override
    public void onFinal(Transcript transcript) {
      result.complete(transcript);
    }

    @Override
    public void onFailure(EngineException failure) {
      result.completeExceptionally(failure);
    }
  }
}
