package coda.voice.conversation;

import coda.voice.VoiceException;
import coda.voice.audio.AudioFrame;
import coda.voice.audio.FramePool;
import coda.voice.conversation.SessionNotice.Outcome;
import coda.voice.conversation.history.History;
import coda.voice.conversation.listening.Hearing;
import coda.voice.conversation.reply.ReplyVoice;
import coda.voice.conversation.turn.TurnEffect;
import coda.voice.conversation.turn.TurnEvent;
import coda.voice.engine.EngineException;
import coda.voice.engine.LanguageModel.AnswerRequest;
import coda.voice.engine.LanguageModel.Dialogue;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The assistant's side of a session: starts, holds and ends answers as the turn machine says, and
 * keeps the history of what was said and heard. On the session's loop.
 */
final class Performer implements RunningReply.Stage {
  private final SessionSetup setup;
  private final SessionEngines engines;
  private final FramePool pool;
  private final SessionLoop loop;
  private final Announcer announcer;
  private final Hearing hearing;
  private final Consumer<TurnEvent> events;
  private final LongSupplier now;
  private final History history;
  private final SessionScope scope;
  private final Dialogue dialogue;
  private final TurnStopwatch stopwatch;

  private Optional<VoiceSetup> voiceSetup = Optional.empty();
  private String language;
  private String voice;
  private @Nullable RunningReply reply;

  private int userTurns;
  private int replies;
  private int interruptions;
  private long spokenMs;

  Performer(
      SessionSetup setup,
      SessionEngines engines,
      FramePool pool,
      SessionLoop loop,
      Announcer announcer,
      Hearing hearing,
      TurnStopwatch stopwatch,
      Consumer<TurnEvent> events,
      LongSupplier now) {
    this.setup = setup;
    this.engines = engines;
    this.pool = pool;
    this.loop = loop;
    this.announcer = announcer;
    this.hearing = hearing;
    this.stopwatch = stopwatch;
    this.events = events;
    this.now = now;
    this.language = setup.language();
    this.voice = setup.voice();
    this.history = new History(setup.history());
    this.scope =
        new SessionScope(
            setup,
            loop,
            text -> events.accept(new TurnEvent.SpeechProposed(now.getAsLong(), text)),
            () -> events.accept(new TurnEvent.GoodbyeSaid(now.getAsLong())));
    this.dialogue = engines.languageModel().open(scope);
  }

  /** How sound travels from the next answer on. */
  void voice(VoiceSetup wanted) {
    voiceSetup = Optional.of(wanted);
  }

  void configure(SessionChange change) {
    change.language().ifPresent(wanted -> language = wanted);
    change.voice().ifPresent(wanted -> voice = wanted);
  }

  int lines() {
    return history.size();
  }

  void record(TurnEffect.RecordUser turn) {
    if (!turn.continuesPrevious()) {
      userTurns++;
    }
    history.user(turn.text(), turn.continuesPrevious());
  }

  void start(TurnEffect.StartReply start, boolean spoken) {
    if (spoken) {
      stopwatch.replyStarted();
    } else {
      stopwatch.startedWithoutSpeech(now.getAsLong());
    }
    RunningReply started = announce(start.replyId(), start.itemId());
    started
        .maker()
        .answer(dialogue, new AnswerRequest(start.text(), history.beforeLastTurn(), spoken));
  }

  void start(TurnEffect.StartSpeech start) {
    stopwatch.startedWithoutSpeech(now.getAsLong());
    announce(start.replyId(), "").maker().say(start.text());
  }

  private RunningReply announce(String replyId, String itemId) {
    replies++;
    Optional<ReplyVoice> speaker =
        voiceSetup.map(
            v ->
                new ReplyVoice(
                    engines.synthesizer(), language, voice, scope::speechRate, v.outputRate()));
    RunningReply started =
        new RunningReply(
            replyId,
            loop,
            pool,
            setup.playbackLeadMs(),
            speaker,
            Locale.forLanguageTag(language),
            this);
    reply = started;
    announcer.tell(new SessionNotice.ReplyStarted(replyId, itemId));
    return started;
  }

  void hold() {
    if (reply != null) {
      reply.hold();
    }
  }

  void resume() {
    if (reply != null) {
      reply.resume();
    }
  }

  void acknowledge(String replyId, long playedMs) {
    if (reply != null && reply.replyId().equals(replyId)) {
      reply.acknowledge(playedMs);
    }
  }

  void end(TurnEffect.EndReply end) {
    RunningReply ended = reply;
    if (ended == null) {
      return;
    }
    reply = null;
    ended.stop();
    hearing.dropPlayback();
    boolean complete = end.outcome() == Outcome.COMPLETED;
    String heard = complete ? ended.allText() : ended.heardText();
    history.heard(heard);
    spokenMs += ended.sentMs();
    if (end.outcome() == Outcome.CANCELLED || end.outcome() == Outcome.TRUNCATED) {
      interruptions++;
      announcer.tell(
          new SessionNotice.Interrupted(ended.replyId(), heard, ended.heardMs(), end.reason()));
    }
    if (end.outcome() == Outcome.FAILED && end.reason().startsWith("REPLY_")) {
      announcer.problem(
          new VoiceException(
              end.reason(),
              "Answer " + ended.replyId() + " did not come in time",
              "Voice processing timeout",
              null));
    }
    announcer.tell(
        new SessionNotice.ReplyEnded(
            ended.replyId(), end.outcome(), heard, ended.sentMs(), stopwatch.timings()));
  }

  /** Ends the dialogue and everything it asked for. */
  void close() {
    scope.end();
    dialogue.close();
  }

  SessionNotice.SessionSummary summary(long heardMs) {
    return new SessionNotice.SessionSummary(
        now.getAsLong(), userTurns, replies, interruptions, heardMs, spokenMs);
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
    announcer.problem(failure);
    events.accept(new TurnEvent.ReplyFailed(now.getAsLong(), of.replyId(), failure.code()));
  }
}
