package coda.voice.conversation;

import coda.voice.audio.AudioFrame;
import coda.voice.audio.FramePool;
import coda.voice.conversation.SessionLoop.Cancellable;
import coda.voice.conversation.playback.PlaybackClock;
import coda.voice.conversation.playback.ReplyTrack;
import coda.voice.conversation.reply.ReplySource;
import coda.voice.conversation.reply.ReplyWatcher;
import coda.voice.engine.EngineChange;
import coda.voice.engine.EngineException;
import coda.voice.engine.TokenCount;
import coda.voice.engine.Tool.ToolCall;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One answer on its way to the client: made by a {@link ReplySource}, sent at most a small lead
 * ahead of real time, its position kept by a {@link PlaybackClock}.
 *
 * <p>A tentative one is made in silence: whatever happens to it waits for {@link #confirm}.
 *
 * <p>Lives on the session's loop.
 */
final class RunningReply implements ReplyWatcher {
  private static final long PROGRESS_MS = 500;

  private final String replyId;
  private final SessionLoop loop;
  private final FramePool pool;
  private final Delivery delivery;
  private final ReplyStage stage;
  private final ReplySource source;
  private final PlaybackClock clock = new PlaybackClock();
  private final StringBuilder shown = new StringBuilder();
  private final List<Runnable> untilConfirmed = new ArrayList<>();

  private @Nullable Cancellable tick;
  private @Nullable EngineException brokenOff;
  private boolean tentative;
  private boolean began;
  private boolean made;
  private boolean held;
  private boolean guarded;
  private boolean over;
  private long reported;
  private long reportedAt = -PROGRESS_MS;

  RunningReply(
      String replyId,
      SessionLoop loop,
      FramePool pool,
      Delivery delivery,
      boolean tentative,
      ReplyStage stage,
      Function<ReplyWatcher, ReplySource> source) {
    this.replyId = replyId;
    this.loop = loop;
    this.pool = pool;
    this.delivery = delivery;
    this.tentative = tentative;
    this.stage = stage;
    this.source = source.apply(this);
  }

  /**
   * How an answer gets to the client.
   *
   * @param silent whether it is only written
   * @param leadMs how far ahead of real time its audio is sent
   * @param playout whether it is over when it was heard, or when it was sent
   * @param clientTools names of tools that the client runs
   */
  record Delivery(boolean silent, int leadMs, Playout playout, Set<String> clientTools) {}

  String replyId() {
    return replyId;
  }

  /** Whether a tool is run by the client. */
  boolean handsOver(String tool) {
    return delivery.clientTools().contains(tool);
  }

  ReplySource source() {
    return source;
  }

  /** Whether any of it went out. */
  boolean began() {
    return began;
  }

  /** Whether nobody was told of it yet. */
  boolean tentative() {
    return tentative;
  }

  /** It is the answer: what has happened so far is told, and it may be heard. */
  void confirm() {
    tentative = false;
    source.confirm();
    List<Runnable> happened = List.copyOf(untilConfirmed);
    untilConfirmed.clear();
    happened.forEach(Runnable::run);
    pump();
  }

  void acknowledge(long playedMs) {
    clock.acknowledge(playedMs, loop.nowMillis());
  }

  void hold() {
    held = true;
    clock.hold();
    cancelTick();
    if (nothingLeft()) {
      // The client has all of it: if it plays on, this answer ends although it is held.
      schedulePump();
    }
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
    source.cancel();
    untilConfirmed.clear();
  }

  /** The words that were played to their end, by now. */
  String heardText() {
    return heardText(heardMs());
  }

  /**
   * The words that were played to their end when so much was played.
   *
   * @param playedMs position in its audio
   */
  String heardText(long playedMs) {
    return delivery.silent() ? shown.toString().strip() : source.track().heardText(playedMs);
  }

  /** Whether {@link #heardText} is known from word marks, not reckoned. */
  boolean exact() {
    return delivery.silent() || source.track().exact(heardMs());
  }

  /** All words of the answer. */
  String allText() {
    return delivery.silent() ? shown.toString().strip() : source.track().allText();
  }

  long heardMs() {
    return clock.playedMs(loop.nowMillis());
  }

  long sentMs() {
    return clock.sentMs();
  }

  @Override
  public void onTextBegan() {
    whenConfirmed(() -> stage.textBegan(this));
  }

  @Override
  public void onSilentText(String text) {
    whenConfirmed(
        () -> {
          begin();
          shown.append(text);
          stage.text(this, text);
        });
  }

  @Override
  public void onToolCall(ToolCall call) {
    whenConfirmed(() -> stage.toolCalled(this, call));
  }

  @Override
  public void onLengthReached() {
    whenConfirmed(() -> stage.lengthReached(this));
  }

  @Override
  public void onCount(TokenCount count) {
    whenConfirmed(() -> stage.counted(this, count));
  }

  @Override
  public void onEngineChange(EngineChange change) {
    // Told at once, also of an answer that may still be thrown away: it is true either way.
    stage.engineChanged(change);
  }

  @Override
  public void onAudio() {
    pump();
  }

  @Override
  public void onMade() {
    whenConfirmed(
        () -> {
          made = true;
          stage.made(this);
          pump();
        });
  }

  @Override
  public void onFailed(EngineException failure) {
    if (began && !delivery.silent() && !source.track().exhausted()) {
      // What there is of it is still worth hearing.
      brokenOff = failure;
      source.track().complete();
      pump();
    } else {
      stage.failed(this, failure);
    }
  }

  private void whenConfirmed(Runnable step) {
    if (tentative) {
      untilConfirmed.add(step);
    } else if (!over) {
      step.run();
    }
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
      send(source.track().read(pool));
    }
    if (over || tentative) {
      return;
    }
    guard();
    if (nothingLeft() && played()) {
      finish();
      return;
    }
    if (!held) {
      source.more();
      reportProgress();
    }
    if (nothingLeft() || (!held && (made || source.track().frameReady()))) {
      schedulePump();
    }
  }

  /** Whether nobody waits for what was sent to be heard any more. */
  private boolean played() {
    return delivery.playout() == Playout.CLIENT || clock.aheadMs(loop.nowMillis()) <= 0;
  }

  /** Whether all there will ever be was sent. */
  private boolean nothingLeft() {
    return (made || brokenOff != null) && source.track().exhausted();
  }

  private void finish() {
    over = true;
    if (brokenOff != null) {
      stage.failed(this, brokenOff);
    } else {
      stage.finished(this);
    }
  }

  private boolean maySend() {
    if (over || held || tentative || !source.track().frameReady()) {
      return false;
    }
    // The first sound may come in the very moment the user begins to speak: then it is held.
    begin();
    return !over
        && !held
        && clock.aheadMs(loop.nowMillis()) < delivery.leadMs()
        && stage.readyForAudio();
  }

  private void send(AudioFrame frame) {
    try {
      announceSentences(source.track());
      stage.audio(this, frame);
      clock.sent(source.track().readMs(), loop.nowMillis());
    } finally {
      frame.release();
    }
  }

  private void announceSentences(ReplyTrack track) {
    Optional<String> sentence;
    while ((sentence = track.nextBegunSentence()).isPresent()) {
      guard();
      stage.text(this, sentence.get());
    }
  }

  /** Guarded from the first sound that is sent of guarded words until the last was played. */
  private void guard() {
    boolean now = !delivery.silent() && source.track().guarded(heardMs());
    if (now != guarded) {
      guarded = now;
      stage.guarded(this, now);
    }
  }

  private void reportProgress() {
    long now = loop.nowMillis();
    long position = clock.sentMs() + clock.playedMs(now);
    if (position > reported && now - reportedAt >= PROGRESS_MS) {
      reported = position;
      reportedAt = now;
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
}
