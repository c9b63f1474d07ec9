package coda.voice.conversation.duplex;

import static coda.voice.engine.EngineError.ENGINE_LOST;

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
import java.util.stream.Stream;
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

  /** A pause after which a model that was interrupted has begun anew, in ms. */
  private static final int BEGUN_ANEW_MS = 240;

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
  private @Nullable Utterance last;
  private @Nullable Awaiting awaiting;
  private int failures;
  private boolean userSpoke;

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

  /** Rate of what the session sends, in Hz. */
  public int outputRate() {
    return outputRate;
  }

  /** The language it was opened in last, BCP 47, or empty. */
  public String language() {
    return language;
  }

  /** Whether the model is there and listens. */
  public boolean live() {
    return state == State.LIVE;
  }

  /**
   * Whether the model is there, or may be expected within moments. One that was given up is not,
   * until it is there again.
   */
  public boolean promising() {
    boolean opensFirst = state == State.OPENING && failures == 0;
    return state == State.LIVE || state == State.LOST || opensFirst;
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
      if (line != null) {
        line.close();
      }
      line = new Microphone(frame.sampleRate());
      microphone = line;
    }
    line.hear(frame, to.stream);
  }

  /** The user has begun to speak. */
  public void userSpeaks() {
    userSpoke = true;
  }

  /**
   * What the model says now or has said last, if it began since then and nobody has heard of it
   * yet. A short answer may be over before it is known that the user's turn is.
   *
   * @param since ms of the loop's clock
   */
  public Optional<Utterance> saidSince(long since) {
    return Stream.of(Optional.ofNullable(speaking), Optional.ofNullable(last))
        .flatMap(Optional::stream)
        .filter(said -> said.beganAt() >= since && said.fresh())
        .findFirst();
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
    Utterance said = speaking;
    speaking = null;
    last = null;
    if (said != null) {
      said.breakOff(why);
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
            ENGINE_LOST,
            "Engine '" + model.name() + "' was lost: " + why,
            "A speech engine failed",
            null));
    watcher.onLost();
  }

  private void failed(EngineException failure) {
    hangUp();
    state = State.FAILED;
    long delay = RETRY_MS[Math.min(failures, RETRY_MS.length - 1)];
    failures++;
    retry = loop.schedule(delay, this::tryAgain);
    if (failures == 1) {
      // Before anything comes of it: who hears of the consequences knows the cause.
      watcher.onGone(failure);
    }
    silence(failure);
  }

  private void tryAgain() {
    retry = null;
    if (state == State.FAILED) {
      connect();
    }
  }

  private void said(short[] samples) {
    int quietMs = gate.quietMs();
    boolean audible = gate.hear(samples);
    if (audible) {
      begunAnew(quietMs);
    }
    short[] output = new short[toOutput.maxOutput(samples.length)];
    int count = toOutput.process(samples, 0, samples.length, output, 0);
    if (gate.speaking()) {
      speaking().sound(Arrays.copyOf(output, count), audible);
    } else if (speaking != null) {
      Utterance said = speaking;
      speaking = null;
      last = said;
      said.end();
    }
  }

  /**
   * What comes after a pause when the user has spoken in between is not the rest of what nobody
   * wants any more, however short the pause.
   */
  private void begunAnew(int quietMs) {
    boolean unwanted = speaking != null && speaking.unwanted();
    if (unwanted && userSpoke && quietMs >= BEGUN_ANEW_MS) {
      speaking = null;
    }
  }

  private void words(String delta) {
    if (!delta.isBlank()) {
      begunAnew(gate.quietMs());
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
      userSpoke = false;
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
