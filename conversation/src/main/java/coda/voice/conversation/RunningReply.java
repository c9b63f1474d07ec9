package coda.voice.conversation;

import coda.voice.audio.AudioFrame;
import coda.voice.audio.FramePool;
import coda.voice.conversation.SessionLoop.Cancellable;
import coda.voice.conversation.playback.PlaybackClock;
import coda.voice.conversation.playback.SpeechTrack;
import coda.voice.conversation.reply.ReplyMaker;
import coda.voice.conversation.reply.ReplyVoice;
import coda.voice.conversation.reply.ReplyWatcher;
import coda.voice.engine.EngineException;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One announced answer on its way to the client: made by a {@link ReplyMaker}, sent at most a small
 * lead ahead of real time, its position kept by a {@link PlaybackClock}.
 *
 * <p>Lives on the session's loop.
 */
final class RunningReply implements ReplyWatcher {
  private static final long PROGRESS_MS = 500;

  private final String replyId;
  private final SessionLoop loop;
  private final FramePool pool;
  private final int leadMs;
  private final boolean silent;
  private final Stage stage;
  private final ReplyMaker maker;
  private final PlaybackClock clock = new PlaybackClock();
  private final StringBuilder shown = new StringBuilder();

  private @Nullable Cancellable tick;
  private boolean began;
  private boolean made;
  private boolean held;
  private boolean over;
  private long reportedMs;

  RunningReply(
      String replyId,
      SessionLoop loop,
      FramePool pool,
      int leadMs,
      Optional<ReplyVoice> voice,
      Locale locale,
      Stage stage) {
    this.replyId = replyId;
    this.loop = loop;
    this.pool = pool;
    this.leadMs = leadMs;
    this.silent = voice.isEmpty();
    this.stage = stage;
    this.maker = new ReplyMaker(loop, voice, locale, this);
  }

  String replyId() {
    return replyId;
  }

  ReplyMaker maker() {
    return maker;
  }

  void acknowledge(long playedMs) {
    clock.acknowledge(playedMs, loop.nowMillis());
  }

  void hold() {
    held = true;
    clock.hold();
    cancelTick();
  }

  void resume() {
    held = false;
    clock.resume(loop.nowMillis());
    pump();
  }

  /** Stops everything. What was heard can be asked afterwards. Idempotent. */
  void stop() {
    over = true;
    cancelTick();
    maker.cancel();
  }

  /** The words that were played to their end, by now. */
  String heardText() {
    return silent
        ? shown.toString().strip()
        : maker.track().heardText(clock.playedMs(loop.nowMillis()));
  }

  /** All words of the answer. */
  String allText() {
    return silent ? shown.toString().strip() : maker.track().allText();
  }

  long heardMs() {
    return clock.playedMs(loop.nowMillis());
  }

  long sentMs() {
    return clock.sentMs();
  }

  @Override
  public void onTextBegan() {
    stage.textBegan(this);
  }

  @Override
  public void onSilentText(String text) {
    begin();
    shown.append(text);
    stage.text(this, text);
  }

  @Override
  public void onAudio() {
    pump();
  }

  @Override
  public void onMade() {
    made = true;
    stage.made(this);
    pump();
  }

  @Override
  public void onFailed(EngineException failure) {
    stage.failed(this, failure);
  }

  private void begin() {
    if (!began) {
      began = true;
      stage.speechBegan(this);
    }
  }

  /** Sends what may be sent now and sees to it that it is called again in time. */
  private void pump() {
    cancelTick();
    while (maySend()) {
      send(maker.track().read(pool));
    }
    if (over || held) {
      return;
    }
    maker.more();
    reportProgress();
    if (made && maker.track().exhausted() && clock.aheadMs(loop.nowMillis()) <= 0) {
      over = true;
      stage.finished(this);
    } else if (made || maker.track().frameReady()) {
      schedulePump();
    }
  }

  private boolean maySend() {
    if (over || held || !maker.track().frameReady()) {
      return false;
    }
    // The first sound may come in the very moment the user begins to speak: then it is held.
    begin();
    return !over && !held && clock.aheadMs(loop.nowMillis()) < leadMs && stage.readyForAudio();
  }

  private void send(AudioFrame frame) {
    try {
      announceSentences(maker.track());
      stage.audio(this, frame);
      clock.sent(maker.track().readMs(), loop.nowMillis());
    } finally {
      frame.release();
    }
  }

  private void announceSentences(SpeechTrack track) {
    Optional<String> sentence;
    while ((sentence = track.nextBegunSentence()).isPresent()) {
      stage.text(this, sentence.get());
    }
  }

  private void reportProgress() {
    long played = clock.playedMs(loop.nowMillis());
    if (played - reportedMs >= PROGRESS_MS) {
      reportedMs = played;
      stage.progressed(this);
    }
  }

  private void schedulePump() {
    cancelTick();
    tick = loop.schedule(FramePool.FRAME_MS, this::pump);
  }

  private void cancelTick() {
    if (tick != null) {
      tick.cancel();
      tick = null;
    }
  }

  /** Where an answer is performed: the session. */
  interface Stage {
    boolean readyForAudio();

    void textBegan(RunningReply reply);

    void speechBegan(RunningReply reply);

    void text(RunningReply reply, String text);

    void audio(RunningReply reply, AudioFrame frame);

    void progressed(RunningReply reply);

    void made(RunningReply reply);

    void finished(RunningReply reply);

    void failed(RunningReply reply, EngineException failure);
  }
}
