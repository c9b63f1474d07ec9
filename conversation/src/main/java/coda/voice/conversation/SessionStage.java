package coda.voice.conversation;

import coda.voice.audio.AudioFrame;
import coda.voice.conversation.listening.Hearing;
import coda.voice.conversation.turn.TurnEvent;
import coda.voice.engine.EngineChange;
import coda.voice.engine.EngineException;
import coda.voice.engine.TokenCount;
import coda.voice.engine.Tool;
import coda.voice.engine.Tool.ToolCall;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * What answers and tools do becomes events of the turn machine, and notices. On the session's loop.
 */
final class SessionStage implements ReplyStage, ToolRuns.Watcher {
  private final Announcer announcer;
  private final Hearing hearing;
  private final TurnStopwatch stopwatch;
  private final Consumer<TurnEvent> events;
  private final LongSupplier now;
  private final ToolRuns tools;

  SessionStage(
      SessionLoop loop,
      List<Tool> tools,
      Announcer announcer,
      Hearing hearing,
      TurnStopwatch stopwatch,
      Consumer<TurnEvent> events,
      LongSupplier now) {
    this.announcer = announcer;
    this.hearing = hearing;
    this.stopwatch = stopwatch;
    this.events = events;
    this.now = now;
    this.tools = new ToolRuns(loop, tools, this);
  }

  /** The tool calls of its answers. */
  ToolRuns tools() {
    return tools;
  }

  @Override
  public boolean readyForAudio() {
    return announcer.readyForAudio();
  }

  @Override
  public void textBegan(RunningReply of) {
    stopwatch.textBegan(now.getAsLong());
    events.accept(new TurnEvent.ReplyTextBegan(now.getAsLong(), of.replyId()));
  }

  @Override
  public void speechBegan(RunningReply of) {
    events.accept(new TurnEvent.ReplySpeechBegan(now.getAsLong(), of.replyId()));
  }

  @Override
  public void text(RunningReply of, String text) {
    announcer.tell(new SessionNotice.ReplyText(of.replyId(), text));
  }

  @Override
  public void audio(RunningReply of, AudioFrame frame) {
    stopwatch.audioBegan(now.getAsLong());
    hearing.played(frame);
    announcer.tell(new SessionNotice.ReplyAudio(of.replyId(), frame));
  }

  @Override
  public void guarded(RunningReply of, boolean guarded) {
    events.accept(new TurnEvent.ReplyGuarded(now.getAsLong(), of.replyId(), guarded));
  }

  @Override
  public void toolCalled(RunningReply of, ToolCall call) {
    if (of.handsOver(call.tool())) {
      announcer.toolHandedOver(of.replyId(), call);
      return;
    }
    tools.wanted(of.replyId(), call, of.tool(call.tool()));
    events.accept(
        new TurnEvent.ToolCalled(
            now.getAsLong(),
            of.replyId(),
            call.callId(),
            tools.sideEffects(of.replyId(), call.callId())));
  }

  @Override
  public void lengthReached(RunningReply of) {
    announcer.tell(new SessionNotice.ReplyLengthReached(of.replyId()));
  }

  @Override
  public void counted(RunningReply of, TokenCount count) {
    announcer.tell(new SessionNotice.ReplyCounted(of.replyId(), count));
  }

  @Override
  public void begun(String replyId, ToolCall call) {
    announcer.toolBegan(replyId, call);
  }

  @Override
  public void ended(
      String replyId, ToolCall call, String result, Optional<EngineException> failure) {
    announcer.toolEnded(replyId, call, result, failure);
    events.accept(new TurnEvent.ToolEnded(now.getAsLong(), replyId, call.callId()));
  }

  @Override
  public void engineChanged(EngineChange change) {
    announcer.engineChanged(change);
  }

  @Override
  public void progressed(RunningReply of) {
    events.accept(new TurnEvent.PlaybackProgressed(now.getAsLong(), of.replyId()));
  }

  @Override
  public void made(RunningReply of) {
    events.accept(new TurnEvent.ReplyMade(now.getAsLong(), of.replyId()));
  }

  @Override
  public void finished(RunningReply of) {
    events.accept(new TurnEvent.PlaybackFinished(now.getAsLong(), of.replyId()));
  }

  @Override
  public void failed(RunningReply of, EngineException failure) {
    if (!of.tentative()) {
      announcer.problem(failure);
    }
    events.accept(new TurnEvent.ReplyFailed(now.getAsLong(), of.replyId(), failure.code()));
  }
}
