package coda.voice.conversation.hybrid;

import coda.voice.conversation.playback.SpeechTrack;
import coda.voice.conversation.reply.ReplySource;
import coda.voice.conversation.reply.ReplyWatcher;
import coda.voice.conversation.routing.Answerer;
import coda.voice.engine.EngineChange;
import coda.voice.engine.EngineException;
import coda.voice.engine.TokenCount;
import coda.voice.engine.Tool.ToolCall;
import java.util.Optional;
import java.util.function.BiFunction;

/** One of the two in a contest, and how far its answer is. On the session's loop. */
final class Side implements ReplyWatcher {
  private final Contest contest;
  private final Answerer who;
  private final ReplySource source;
  private boolean asked;
  private boolean ready;
  private boolean waits;
  private boolean made;
  private boolean dropped;
  private long readyAt;
  private Optional<EngineException> failure = Optional.empty();

  Side(Contest contest, Answerer who, BiFunction<Answerer, ReplyWatcher, ReplySource> sources) {
    this.contest = contest;
    this.who = who;
    this.source = sources.apply(who, this);
  }

  Answerer who() {
    return who;
  }

  void ask() {
    if (!asked) {
      asked = true;
      source.begin();
    }
  }

  boolean asked() {
    return asked;
  }

  /** Whether there is something to hear. */
  boolean ready() {
    return ready && !dropped;
  }

  /** Whether it cannot be heard any more: it failed, has nothing to say, or is not wanted. */
  boolean out() {
    return dropped || failure.isPresent() || (made && !ready);
  }

  boolean mayStillAnswer() {
    return asked && !out();
  }

  boolean made() {
    return made;
  }

  Optional<EngineException> failure() {
    return failure;
  }

  boolean waited() {
    return waits;
  }

  void waits() {
    waits = true;
  }

  SpeechTrack track() {
    return (SpeechTrack) source.track();
  }

  Referee.Entry entry(long turnEndedAt) {
    return new Referee.Entry(
        track().allText(), Math.max(0, readyAt - turnEndedAt), made || track().exhausted());
  }

  void more() {
    source.more();
  }

  void confirm() {
    source.confirm();
  }

  void toolResult(String callId, String result) {
    source.toolResult(callId, result);
  }

  void endWithWord(Runnable then) {
    source.endWithWord(then);
  }

  void drop() {
    if (!dropped) {
      dropped = true;
      source.cancel();
    }
  }

  @Override
  public void onTextBegan() {
    contest.textBegan();
    contest.look();
  }

  @Override
  public void onSilentText(String text) {
    throw new IllegalStateException("a contest is for answers that are heard");
  }

  @Override
  public void onToolCall(ToolCall call) {
    contest.toolWanted(call);
  }

  @Override
  public void onCount(TokenCount count) {
    if (!dropped) {
      contest.counted(count);
    }
  }

  @Override
  public void onEngineChange(EngineChange change) {
    contest.engineChanged(change);
  }

  @Override
  public void onAudio() {
    boolean before = ready;
    noteIfReady();
    if (before == ready) {
      contest.audio(this);
    } else {
      contest.look();
    }
  }

  private void noteIfReady() {
    if (!ready && track().frameReady()) {
      ready = true;
      readyAt = contest.nowMillis();
    }
  }

  @Override
  public void onMade() {
    made = true;
    noteIfReady();
    contest.look();
  }

  @Override
  public void onFailed(EngineException why) {
    failure = Optional.of(why);
    contest.failed(this);
  }
}
