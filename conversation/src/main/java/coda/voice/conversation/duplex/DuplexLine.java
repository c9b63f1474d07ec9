package coda.voice.conversation.duplex;

import coda.voice.audio.AudioFrame;
import coda.voice.audio.FramePool;
import coda.voice.audio.FrameSplitter;
import coda.voice.audio.resample.Resampler;
import coda.voice.conversation.SessionLoop;
import coda.voice.conversation.SessionLoop.Cancellable;
import coda.voice.engine.DuplexModel;
import coda.voice.engine.DuplexModel.DuplexListener;
import coda.voice.engine.DuplexModel.DuplexRequest;
import coda.voice.engine.DuplexModel.DuplexStream;
import coda.voice.engine.EngineChange;
import coda.voice.engine.EngineException;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A session's line to the duplex model: opens it, gives it everything the microphone hears, cuts
 * what it says into utterances, and opens it again when it is lost.
 *
 * <p>Lives on the session's loop; the model calls back on threads of its own.
 */
public final class DuplexLine implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(DuplexLine.class);

  /** How long to wait before a lost line is tried again, in ms; the last one goes on for ever. */
  private static final long[] RETRY_MS = {1_000, 2_000, 5_000, 10_000, 30_000};

  private final DuplexModel model;
  private final SessionLoop loop;
  private final FramePool pool;
  private final String conversationId;
  private final DuplexWatcher watcher;
  private final SpeechGate gate;
  private final int outputRate;
  private final Resampler toOutput;

  private String language = "";
  private String voice = "";
  private State state = State.CLOSED;
  private @Nullable Connection connection;
  private @Nullable Cancellable retry;
  private @Nullable Microphone microphone;
  private @Nullable Utterance speaking;
  private @Nullable Awaiting awaiting;
  private int failures;

  /** How the line is. */
  private enum State {
    CLOSED,
    OPENING,
    LIVE,
    LOST,
    FAILED
  }

  /** Somebody who waits for the model to speak. */
  interface Awaiting {
    /** It does. */
    void spoke(Utterance utterance);

    /** It will not: the line is gone, or the model does not know any more what was asked. */
    void gone(EngineException failure);
  }

  /**
   * A closed line.
   *
   * @param model at the other end
   * @param loop the session's loop
   * @param pool where frames come from
   * @param outputRate of what the session sends, in Hz
   * @param conversationId for logs
   * @param watcher told what becomes of it
   */
  public DuplexLine(
      DuplexModel model,
      SessionLoop loop,
      FramePool pool,
      int outputRate,
      String conversationId,
      DuplexWatcher watcher) {
    this.model = model;
    this.loop = loop;
    this.pool = pool;
    this.outputRate = outputRate;
    this.conversationId = conversationId;
    this.watcher = watcher;
    this.gate = new SpeechGate(model.sampleRate());
    this.toOutput = new Resampler(model.sampleRate(), outputRate);
  }

  /**
   * Opens the line, if it is closed; the watcher is told when the model is there.
   *
   * @param wantedLanguage BCP 47
   * @param wantedVoice a voice of the model, or empty
   */
  public void open(String wantedLanguage, String wantedVoice) {
    if (state == State.CLOSED) {
      language = wantedLanguage;
      voice = wantedVoice;
      failures = 0;
      connect();
    }
  }

  private void connect() {
    state = State.OPENING;
    Connection opening = new Connection();
    connection = opening;
    try {
      opening.stream = model.open(new DuplexRequest(conversationId, language, voice), opening);
    } catch (EngineException e) {
      failed(e);
    }
  }

  /** Whether the model is there and listens. */
  public boolean live() {
    return state == State.LIVE;
  }

  /** Whether the model is there, or may be expected back within moments. */
  public boolean promising() {
    return state == State.LIVE || state == State.OPENING || state == State.LOST;
  }

  /**
   * What the microphone hears, speech or not.
   *
   * @param frame mono, at any rate; borrowed
   */
  public void hear(AudioFrame frame) {
    Connection to = connection;
    if (state != State.LIVE || to == null || to.stream == null) {
      return;
    }
    if (frame.sampleRate() == model.sampleRate()) {
      to.stream.hear(frame);
      return;
    }
    Microphone line = microphone;
    if (line == null || line.rate != frame.sampleRate()) {
      line = new Microphone(frame.sampleRate());
      microphone = line;
    }
    line.hear(frame, to.stream);
  }

  /**
   * What the model says now, if it began since then and nobody hears it yet.
   *
   * @param since ms of the loop's clock
   */
  public Optional<Utterance> saidSince(long since) {
    return Optional.ofNullable(speaking).filter(u -> u.beganAt() >= since && u.fresh());
  }

  void await(Awaiting who) {
    if (state == State.LIVE) {
      awaiting = who;
    } else {
      who.gone(EngineException.unavailable(model.name(), "the line is not open"));
    }
  }

  void stopAwaiting(Awaiting who) {
    if (awaiting == who) {
      awaiting = null;
    }
  }

  /** Gives the line back. Whatever the model says is over. Idempotent; may be opened again. */
  @Override
  public void close() {
    state = State.CLOSED;
    if (retry != null) {
      retry.cancel();
      retry = null;
    }
    hangUp();
    silence(EngineException.unavailable(model.name(), "the line was closed"));
  }

  private void hangUp() {
    Connection old = connection;
    connection = null;
    if (old != null && old.stream != null) {
      old.stream.close();
    }
    if (microphone != null) {
      microphone.close();
      microphone = null;
    }
  }

  private void silence(EngineException why) {
    gate.reset();
    Utterance last = speaking;
    speaking = null;
    if (last != null) {
      last.end();
    }
    Awaiting waiting = awaiting;
    awaiting = null;
    if (waiting != null) {
      waiting.gone(why);
    }
  }

  private void ready() {
    failures = 0;
    state = State.LIVE;
    watcher.onLive();
  }

  private void lost(String why) {
    LOG.info("Session {} lost its duplex model and waits for another: {}", conversationId, why);
    state = State.LOST;
    silence(
        new EngineException(
            "ENGINE_LOST",
            "Engine '" + model.name() + "' was lost: " + why,
            "A speech engine failed",
            null));
  }

  private void failed(EngineException failure) {
    hangUp();
    state = State.FAILED;
    silence(failure);
    long delay = RETRY_MS[Math.min(failures, RETRY_MS.length - 1)];
    failures++;
    retry = loop.schedule(delay, this::tryAgain);
    if (failures == 1) {
      watcher.onGone(failure);
    }
  }

  private void tryAgain() {
    retry = null;
    if (state == State.FAILED) {
      connect();
    }
  }

  private void said(short[] samples) {
    boolean audible = gate.hear(samples);
    short[] output = new short[toOutput.maxOutput(samples.length)];
    int count = toOutput.process(samples, 0, samples.length, output, 0);
    if (gate.speaking()) {
      speaking().sound(Arrays.copyOf(output, count), audible);
    } else if (speaking != null) {
      Utterance last = speaking;
      speaking = null;
      last.end();
    }
  }

  private void words(String delta) {
    if (!delta.isBlank()) {
      gate.word();
    }
    if (gate.speaking()) {
      speaking().words(delta);
    }
  }

  /** What is being said; told to whoever waits for it when it begins. */
  private Utterance speaking() {
    Utterance now = speaking;
    if (now == null) {
      now = new Utterance(loop.nowMillis(), outputRate);
      speaking = now;
      Awaiting waiting = awaiting;
      awaiting = null;
      if (waiting != null) {
        waiting.spoke(now);
      } else {
        watcher.onSpoke(now);
      }
    }
    return now;
  }

  /** Brings what the model does to the loop, as long as it is the present connection. */
  private final class Connection implements DuplexListener {
    private @Nullable DuplexStream stream;

    @Override
    public void onReady() {
      onLoop(DuplexLine.this::ready);
    }

    @Override
    public void onLost(String why) {
      onLoop(() -> lost(why));
    }

    @Override
    public void onAudio(short[] samples) {
      onLoop(() -> said(samples));
    }

    @Override
    public void onText(String delta) {
      onLoop(() -> words(delta));
    }

    @Override
    public void onFailure(EngineException failure) {
      onLoop(() -> failed(failure));
    }

    @Override
    public void onEngineChange(EngineChange change) {
      onLoop(() -> watcher.onEngineChange(change));
    }

    private void onLoop(Runnable step) {
      loop.execute(
          () -> {
            if (connection == this) {
              step.run();
            }
          });
    }
  }

  /** The microphone's sound at the model's rate, in whole frames. */
  private final class Microphone {
    private final int rate;
    private final Resampler toModel;
    private final short[] resampled;
    private final FrameSplitter frames;
    private @Nullable DuplexStream to;
    private boolean aligned;

    Microphone(int rate) {
      this.rate = rate;
      this.toModel = new Resampler(rate, model.sampleRate());
      this.resampled = new short[toModel.maxOutput(FramePool.FRAME_CAPACITY)];
      this.frames = new FrameSplitter(pool, model.sampleRate(), this::deliver);
    }

    void hear(AudioFrame frame, DuplexStream stream) {
      to = stream;
      int count = toModel.process(frame.samples(), 0, frame.length(), resampled, 0);
      if (!aligned) {
        // What the filter keeps back would delay every frame by a whole one.
        aligned = true;
        int missing = Math.max(0, FramePool.samplesPerFrame(model.sampleRate()) - count);
        frames.write(new short[missing], 0, missing);
      }
      frames.write(resampled, 0, count);
    }

    private void deliver(AudioFrame frame) {
      if (to != null) {
        to.hear(frame);
      }
    }

    void close() {
      frames.close();
    }
  }
}
