package coda.voice.engines.kyutai.recognition;

import static coda.voice.engine.EngineError.ENGINE_OVERRUN;

import coda.voice.audio.AudioFrame;
import coda.voice.engine.Capacity.Permit;
import coda.voice.engine.EngineException;
import coda.voice.engine.Recognizer.Recognition;
import coda.voice.engine.Recognizer.RecognitionListener;
import coda.voice.engine.Transcript;
import coda.voice.engines.kyutai.messages.MessageWriter;
import coda.voice.engines.kyutai.messages.ServerMessage;
import coda.voice.engines.kyutai.slot.Slot;
import coda.voice.engines.kyutai.slot.Tenant;
import java.util.Arrays;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * One utterance on one connection. Apart from the methods of {@link Recognition} everything happens
 * in the slot's turn.
 *
 * <p>Two clocks say how far the server is. Where the model predicts pauses there is a step for
 * every frame of ours, which is exact. Elsewhere there is only the marker, whose counter all
 * connections share, so that on a busy server it can come back slightly early.
 */
final class KyutaiRecognition implements Recognition, Tenant {
  private static final int SAMPLES_PER_MS = KyutaiRecognizer.SAMPLE_RATE / 1000;

  private final KyutaiRecognizer engine;
  private final RecognitionSettings settings;
  private final RecognitionListener listener;
  private final Permit permit;
  private final String conversationId;
  private final AtomicBoolean over = new AtomicBoolean();

  /** Samples heard that are not in the line yet. */
  private final AtomicInteger arriving = new AtomicInteger();

  private final PausePredictor pause = new PausePredictor();
  private final HeardWords words = new HeardWords();
  private final AudioLine line = new AudioLine(this::send);
  private @Nullable Slot slot;
  private volatile int behindMs;
  private boolean ready;
  private boolean finishing;
  private boolean anticipating;
  private long steps;
  private long markers;
  private long flushedAt;
  private @Nullable Flush flush;
  private boolean marked;

  KyutaiRecognition(
      KyutaiRecognizer engine,
      RecognitionSettings settings,
      String conversationId,
      RecognitionListener listener,
      Permit permit) {
    this.engine = engine;
    this.settings = settings;
    this.conversationId = conversationId;
    this.listener = listener;
    this.permit = permit;
  }

  /** Before the slot tells anything. */
  void in(Slot taken) {
    slot = taken;
  }

  private Slot slot() {
    Slot taken = slot;
    if (taken == null) {
      throw new IllegalStateException("used before it was opened");
    }
    return taken;
  }

  @Override
  public void hear(AudioFrame frame) {
    if (frame.sampleRate() != KyutaiRecognizer.SAMPLE_RATE) {
      throw new IllegalArgumentException(
          "kyutai-stt hears " + KyutaiRecognizer.SAMPLE_RATE + " Hz, not " + frame.sampleRate());
    }
    if (over.get()) {
      return;
    }
    short[] samples = Arrays.copyOf(frame.samples(), frame.length());
    int waiting = arriving.addAndGet(samples.length);
    if (behindMs + waiting / SAMPLES_PER_MS > settings.maxBehindMs()) {
      overrun();
      return;
    }
    slot()
        .run(
            () -> {
              arriving.addAndGet(-samples.length);
              line.write(samples);
              measure();
            });
  }

  /** A frame less than there is: what was handed over a moment ago may not be counted yet. */
  @Override
  public OptionalInt roomMs() {
    int behind = behindMs + arriving.get() / SAMPLES_PER_MS + RecognitionSettings.FRAME_MS;
    int most = settings.maxBehindMs();
    return OptionalInt.of(over.get() ? most : Math.max(0, most - behind));
  }

  private void overrun() {
    slot()
        .fail(
            new EngineException(
                ENGINE_OVERRUN,
                "Engine 'kyutai-stt' is more than %d ms behind in conversation %s"
                    .formatted(settings.maxBehindMs(), conversationId),
                "Speech recognition cannot keep up",
                null));
  }

  private void measure() {
    long unstepped = steps > 0 || engine.tellsSteps() ? line.sent() - steps : 0;
    behindMs = (int) (line.waiting() + unstepped) * RecognitionSettings.FRAME_MS;
  }

  private void send(byte[] message) {
    slot().send(message);
  }

  /**
   * Flushes when the model, too, takes this for a pause. Silence of ours makes later predictions
   * believe in a longer pause; once the model believes in one that does no harm, before that it
   * would end turns that go on. A model without predictions is flushed at once.
   */
  @Override
  public void anticipate() {
    slot()
        .run(
            () -> {
              anticipating = true;
              anticipateIfPaused();
            });
  }

  private void anticipateIfPaused() {
    boolean wanted = anticipating && ready && !finishing && flush == null;
    // However often we are asked: what a flush would bring out must be worth its silence.
    boolean worthIt = line.sent() >= flushedAt + settings.flushFrames();
    if (wanted && worthIt && (engine.knownWithoutSteps() || pause.paused())) {
      anticipating = false;
      flush();
    }
  }

  @Override
  public void finish() {
    slot()
        .run(
            () -> {
              if (finishing) {
                return;
              }
              finishing = true;
              if (ready) {
                finishReady();
              } else if (line.waiting() == 0 && line.pending() == 0) {
                complete(); // nothing was heard, so nothing is waited for
              }
            });
  }

  private void finishReady() {
    boolean heardSince = line.sent() > flushedAt || line.pending() > 0;
    if (heardSince) {
      line.pad();
      flush();
    } else if (flush == null) {
      complete(); // all there was has been flushed already
      return;
    }
    slot().after(settings.finalMs(), this::late);
  }

  private void flush() {
    Flush next = new Flush(++markers, line.sent() + settings.delaySteps());
    // The marker goes first: it comes back as the server's steps advance, and what makes them
    // advance is the silence behind it.
    send(MessageWriter.marker(next.marker()));
    words.silence(line.sent(), settings.flushFrames());
    line.silence(settings.flushFrames());
    flushedAt = line.sent();
    marked = false;
    flush = next;
  }

  private void flushed() {
    flush = null;
    if (finishing) {
      complete();
    } else if (!words.isEmpty()) {
      listener.onPartial(transcript());
    }
  }

  private void late() {
    if (marked) {
      complete();
    } else {
      slot().failLate("did not tell the last words within " + settings.finalMs() + " ms");
    }
  }

  private void complete() {
    if (over.compareAndSet(false, true)) {
      slot().leave();
      permit.close();
      listener.onFinal(transcript());
    }
  }

  private Transcript transcript() {
    int delay = settings.delayMs() / RecognitionSettings.FRAME_MS;
    return words.transcript(steps > 0 ? Math.max(0, steps - delay) : line.sent());
  }

  @Override
  public void cancel() {
    if (over.compareAndSet(false, true)) {
      slot().drop();
      permit.close();
    }
  }

  @Override
  public void onReady() {
    ready = true;
    line.open();
    measure();
    if (finishing) {
      finishReady();
    } else {
      anticipateIfPaused();
    }
  }

  @Override
  public void onMessage(ServerMessage message) {
    switch (message) {
      case ServerMessage.Step step -> step(step.pauses());
      case ServerMessage.Word(String text, double startS) -> word(text, startS);
      case ServerMessage.EndWord(double stopS) -> words.endWord(stopS);
      case ServerMessage.Marker(long id) -> marker(id);
      default -> {}
    }
  }

  private void step(float[] predictions) {
    steps++;
    engine.learn(true);
    measure();
    if (flush != null) {
      pause.skip();
      if (steps >= flush.steps()) {
        flushed();
      }
    } else if (predictions.length > settings.pauseHead()) {
      pause.step(predictions[settings.pauseHead()]).ifPresent(listener::onPause);
      anticipateIfPaused();
    } else {
      engine.lacksPauseHead(predictions.length);
    }
  }

  private void word(String text, double startS) {
    boolean first = words.isEmpty();
    if (!words.add(text, startS)) {
      return;
    }
    if (steps == 0) {
      engine.learn(false);
    }
    if (first) {
      pause.speak();
      listener.onPause(0);
    }
    listener.onPartial(transcript());
  }

  private void marker(long id) {
    if (flush == null || flush.marker() != id) {
      return;
    }
    marked = true;
    // All our audio was read before the marker was: had the model steps, some had been told.
    if (steps == 0) {
      engine.learn(false);
      flushed();
    }
  }

  @Override
  public void onClosed() {
    // The module written in Python closes once a marker has come back.
    if (finishing && marked) {
      complete();
    } else {
      end(engine.lost("it closed in the middle of an utterance"));
    }
  }

  @Override
  public void onFailure(EngineException failure) {
    end(failure);
  }

  private void end(EngineException failure) {
    if (over.compareAndSet(false, true)) {
      permit.close();
      listener.onFailure(failure);
    }
  }
}
