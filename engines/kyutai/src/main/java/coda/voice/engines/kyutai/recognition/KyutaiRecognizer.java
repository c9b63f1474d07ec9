package coda.voice.engines.kyutai.recognition;

import coda.voice.engine.Capacity;
import coda.voice.engine.EngineException;
import coda.voice.engine.Health;
import coda.voice.engine.Recognizer;
import coda.voice.engines.kyutai.slot.SpeechServer;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Recognition by a {@code moshi-server}, with the times of words and predictions of pauses.
 *
 * <p>Every utterance has a connection and a slot of its own. It is not worth keeping a spare one:
 * audio is kept until the server is ready, which it then works off faster than real time, so that
 * the round trips of connecting are made up for long before the utterance ends; and a spare one
 * would occupy a slot for nobody.
 */
final class KyutaiRecognizer implements Recognizer {
  static final String NAME = "kyutai-stt";
  static final int SAMPLE_RATE = 24_000;

  private static final Logger LOG = LoggerFactory.getLogger(KyutaiRecognizer.class);

  private final SpeechServer server;
  private final RecognitionSettings settings;
  private final Capacity capacity;
  private final AtomicBoolean warned = new AtomicBoolean();
  private volatile boolean tellsSteps;
  private volatile boolean withoutSteps;

  KyutaiRecognizer(SpeechServer server, RecognitionSettings settings) {
    this.server = server;
    this.settings = settings;
    this.capacity = new Capacity(NAME, server.settings().slots());
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public int sampleRate() {
    return SAMPLE_RATE;
  }

  @Override
  public Set<String> languages() {
    return settings.languages();
  }

  @Override
  public void warmUp() {
    server.check("");
  }

  @Override
  public Health health() {
    return server.health();
  }

  @Override
  public Capacity capacity() {
    return capacity;
  }

  @Override
  public Recognition open(RecognitionRequest request, RecognitionListener listener) {
    Capacity.Permit permit = capacity.acquire();
    KyutaiRecognition recognition =
        new KyutaiRecognition(this, settings, request.conversationId(), listener, permit);
    try {
      server.take("", recognition, recognition::in);
    } catch (EngineException e) {
      permit.close();
      throw e;
    }
    return recognition;
  }

  /** Whether the server's model is known to tell of every step. */
  boolean tellsSteps() {
    return tellsSteps;
  }

  /** Whether the server's model is known to tell of no steps. */
  boolean knownWithoutSteps() {
    return withoutSteps;
  }

  /** Whether the model tells of its steps shows only in use, and may change with the server's. */
  void learn(boolean steps) {
    tellsSteps = steps;
    withoutSteps = !steps;
  }

  /** The server's model predicts fewer pauses than we were told to follow. */
  void lacksPauseHead(int heads) {
    if (warned.compareAndSet(false, true)) {
      LOG.warn(
          "The model at {} predicts {} pauses, and engines.{}.pause_head is {}: none is used",
          server.settings().base(),
          heads,
          NAME,
          settings.pauseHead());
    }
  }

  EngineException lost(String how) {
    return server.lost(how);
  }

  @Override
  public void close() {
    server.close();
  }
}
