package coda.voice.conversation;

import static coda.voice.conversation.turn.TurnError.REPLY_STALLED;
import static coda.voice.conversation.turn.TurnError.REPLY_TIMEOUT;
import static coda.voice.conversation.turn.TurnError.REPLY_TOO_MANY_TOOLS;

import coda.voice.VoiceException;
import coda.voice.audio.FramePool;
import coda.voice.conversation.SessionNotice.Outcome;
import coda.voice.conversation.SessionNotice.ReplyTimings;
import coda.voice.conversation.TurnManners.Yielding;
import coda.voice.conversation.history.History;
import coda.voice.conversation.listening.Hearing;
import coda.voice.conversation.routing.Answerer;
import coda.voice.conversation.turn.TurnEffect;
import coda.voice.conversation.turn.TurnEvent;
import coda.voice.engine.LanguageModel.AnswerRequest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The assistant's side of a session: starts, holds and ends answers as the turn machine says, and
 * keeps the history of what was said and heard. On the session's loop.
 */
final class Performer {
  private final SessionSetup setup;
  private final SessionEngines engines;
  private final Announcer announcer;
  private final Hearing hearing;
  private final LongSupplier now;
  private final TurnStopwatch stopwatch;
  private final Modes modes;
  private final Casting casting;
  private final SessionScope scope;
  private final ToolRuns tools;
  private final Asides asides;
  private final PartWriter writer;
  private final History history;
  private final TurnScribe scribe;
  private final AnswerRequests questions;
  private final SessionTally tally = new SessionTally();
  private final Speculation speculation;
  private final PlayedLater playedLater;
  private final Map<String, ReplyRequest> requests = new HashMap<>();

  private @Nullable RunningReply reply;
  private Optional<Cast> cast = Optional.empty();

  Performer(
      SessionSetup setup,
      SessionEngines engines,
      FramePool pool,
      SessionLoop loop,
      Announcer announcer,
      Hearing hearing,
      TurnStopwatch stopwatch,
      Modes modes,
      Ears ears,
      SessionActor actor) {
    this.setup = setup;
    this.engines = engines;
    this.announcer = announcer;
    this.hearing = hearing;
    this.stopwatch = stopwatch;
    this.modes = modes;
    this.now = actor::now;
    this.casting = new Casting(loop, setup, engines, modes, announcer);
    this.history = new History(setup.history(), loop::wallClockMillis);
    this.scribe = new TurnScribe(history, setup.kept());
    this.questions = new AnswerRequests(history, engines.tools());
    this.speculation = new Speculation(now, announcer, tally);
    this.playedLater = new PlayedLater(now, announcer, history);
    SessionStage stage =
        new SessionStage(loop, engines.tools(), announcer, hearing, stopwatch, actor::on, now);
    this.tools = stage.tools();
    this.asides = new Asides(loop, announcer);
    this.scope =
        new SessionScope(
            setup,
            loop,
            said ->
                actor.on(
                    new TurnEvent.SpeechProposed(
                        now.getAsLong(), said.text(), said.freshMs(), said.protect())),
            () -> actor.on(new TurnEvent.GoodbyeSaid(now.getAsLong())));
    this.writer =
        new PartWriter(
            setup, engines, pool, loop, scope, stage, casting, modes, ears, actor::speechEndedAt);
  }

  /** How sound travels from the next answer on. */
  void voice(VoiceSetup wanted) {
    writer.voice(wanted);
  }

  void configure(SessionChange change) {
    if (writer.configure(change)) {
      speculation.outdate();
    }
  }

  /**
   * Turns that changed are given away for keeping.
   *
   * @param answering whether the newest one is still being answered
   */
  void keepTurns(boolean answering) {
    scribe.look(announcer.mode(), writer.language(), answering);
  }

  int lines() {
    return history.size();
  }

  /** A turn is over whose words come later: where every turn is a line, its place is kept. */
  void expect(String itemId, TurnManners manners) {
    if (manners.yielding() != Yielding.TO_WORDS) {
      history.expect(itemId);
    }
  }

  void unexpected(String itemId) {
    history.unexpected(itemId);
  }

  void record(TurnEffect.RecordUser turn) {
    if (!turn.continuesPrevious()) {
      tally.userTurn();
    }
    history.user(turn.itemId(), turn.text(), turn.continuesPrevious());
    // A typed turn is answered at once, and then it is known that it was typed.
    questions.recorded(turn.itemId());
  }

  void record(TurnEffect.RecordAnswered turn) {
    tally.userTurn();
    history.userBefore(turn.itemId(), turn.text(), turn.replyId());
  }

  void start(TurnEffect.StartReply start) {
    if (start.spoken()) {
      stopwatch.replyStarted();
    } else {
      stopwatch.startedWithoutSpeech(now.getAsLong());
    }
    AnswerSettings how = writer.answers();
    begin(
        writer.answer(start.replyId(), questions.turn(start, how), start.spoken(), how),
        start.itemId());
  }

  /** An answer will be asked for with this; false if one of that name waits already. */
  boolean willAsk(ReplyRequest request) {
    if (requests.putIfAbsent(request.requestId(), request) == null) {
      return true;
    }
    announcer.tell(new SessionNotice.ReplyRefused(request.requestId(), ""));
    return false;
  }

  void refuse(TurnEffect.RefuseRequest refuse) {
    requests.remove(refuse.requestId());
    announcer.tell(new SessionNotice.ReplyRefused(refuse.requestId(), refuse.replyId()));
  }

  void start(TurnEffect.StartRequested start) {
    stopwatch.startedWithoutSpeech(now.getAsLong());
    ReplyRequest asked = requests.remove(start.requestId());
    if (asked == null) {
      throw new IllegalStateException("nobody asked for " + start.requestId());
    }
    AnswerRequest request = questions.asked(asked);
    AnswerSettings how = asked.answer();
    // Lines of its own are the chain's business: the duplex model knows what it has heard only.
    Part part =
        asked.context().isPresent()
            ? writer.apart(start.replyId(), request, how)
            : writer.answer(start.replyId(), request, false, how);
    begin(part, "", start.requestId());
  }

  /** Begins an answer beside the conversation. */
  void startAside(ReplyRequest asked) {
    asides.begin(
        asked.requestId(),
        (replyId, stage) -> writer.apart(replyId, questions.beside(asked), asked.answer(), stage));
  }

  /** Stops an answer beside the conversation. */
  void stopAside(String replyId) {
    asides.stop(replyId);
  }

  /** Changes what is remembered. */
  void edit(HistoryEdit edit) {
    switch (edit) {
      case HistoryEdit.Insert line ->
          history.insert(line.id(), line.role(), line.text(), line.after());
      case HistoryEdit.Remove line -> history.remove(line.id());
    }
    speculation.outdate();
  }

  /** The client says how much of an answer was heard, as only it can know. */
  void heardOnly(String replyId, long playedMs) {
    if (playedLater.heardOnly(replyId, playedMs)) {
      speculation.outdate();
    } else {
      acknowledge(replyId, playedMs);
    }
  }

  void start(TurnEffect.StartSpeech start) {
    stopwatch.startedWithoutSpeech(now.getAsLong());
    begin(writer.speech(start.replyId(), start.text()), "");
  }

  void start(TurnEffect.StartApology start) {
    stopwatch.startedWithoutSpeech(now.getAsLong());
    begin(writer.apology(start.replyId(), setup.phrases().words(start.apology())), "");
  }

  void start(TurnEffect.StartModelReply start) {
    if (start.itemId().isEmpty()) {
      stopwatch.startedWithoutSpeech(now.getAsLong());
    } else {
      stopwatch.replyStarted();
    }
    begin(writer.led(start.replyId()), start.itemId());
  }

  void start(TurnEffect.StartTentative start) {
    AnswerSettings how = writer.answers();
    speculation.begin(
        writer.answer(start.replyId(), questions.onTrust(start, how), true, how), start);
  }

  void confirm(TurnEffect.ConfirmTentative confirm) {
    speculation.confirm(
        confirm.replyId(),
        part -> {
          stopwatch.replyStarted();
          announce(part, confirm.itemId(), "").confirm();
        },
        text -> start(new TurnEffect.StartReply(confirm.replyId(), confirm.itemId(), text, true)));
  }

  void drop(TurnEffect.DropTentative drop) {
    speculation.drop(drop);
  }

  private void begin(Part part, String itemId) {
    begin(part, itemId, "");
  }

  private void begin(Part part, String itemId, String requestId) {
    announce(part, itemId, requestId).source().begin();
  }

  private RunningReply announce(Part part, String itemId, String requestId) {
    tally.reply();
    reply = part.reply();
    cast = part.cast();
    announcer.tell(new SessionNotice.ReplyStarted(part.reply().replyId(), itemId, requestId));
    cast.ifPresent(Cast::announce);
    return part.reply();
  }

  void hold() {
    if (reply != null) {
      reply.hold();
      announcer.tell(new SessionNotice.ReplyHeld(reply.replyId()));
    }
  }

  void resume() {
    if (reply != null) {
      announcer.tell(new SessionNotice.ReplyResumed(reply.replyId()));
      reply.resume();
    }
  }

  void run(TurnEffect.RunTool run) {
    tools.run(run.replyId(), run.callId());
  }

  void record(TurnEffect.RecordTool record) {
    history.tool(tools.line(record.replyId(), record.callId()));
    if (reply == null || !reply.replyId().equals(record.replyId())) {
      tools.answerIsOver(record.replyId());
    }
  }

  void deliver(TurnEffect.DeliverTool deliver) {
    if (reply != null && reply.replyId().equals(deliver.replyId())) {
      reply
          .source()
          .toolResult(deliver.callId(), tools.result(deliver.replyId(), deliver.callId()));
    }
  }

  void acknowledge(String replyId, long playedMs) {
    if (reply != null && reply.replyId().equals(replyId)) {
      reply.acknowledge(playedMs);
    } else {
      playedLater.acknowledge(replyId, playedMs);
    }
  }

  void end(TurnEffect.EndReply end) {
    RunningReply ended = reply;
    if (ended == null) {
      return;
    }
    reply = null;
    ended.stop();
    tools.answerIsOver(ended.replyId());
    hearing.dropPlayback();
    boolean complete = end.outcome() == Outcome.COMPLETED;
    String heard = complete ? ended.allText() : ended.heardText();
    history.heard(ended.replyId(), heard);
    if (writer.clientPlays()) {
      playedLater.sent(ended);
    }
    if (!heard.isBlank()) {
      keepTurns(true);
      scribe.answeredBy(engineNames());
    }
    tally.spoke(ended.sentMs());
    if (end.outcome() == Outcome.FAILED && end.reason().startsWith("REPLY_")) {
      announcer.problem(givenUp(ended.replyId(), end.reason()));
    }
    boolean interrupted = end.outcome() == Outcome.CANCELLED || end.outcome() == Outcome.TRUNCATED;
    if (interrupted) {
      tally.interruption();
    }
    // What the client has not played of a failed answer would be heard and not remembered.
    if (interrupted || (!complete && ended.sentMs() > ended.heardMs())) {
      playedLater.cut(ended);
      announcer.tell(
          new SessionNotice.Interrupted(
              ended.replyId(), heard, ended.heardMs(), ended.exact(), end.reason()));
    }
    ReplyTimings timings = stopwatch.timings();
    announcer.tell(
        new SessionNotice.ReplyEnded(
            ended.replyId(), end.outcome(), heard, ended.sentMs(), timings));
    cast.ifPresent(by -> casting.learn(by, ended, end, heard, timings));
    modes.replyEnded(complete && cast.filter(by -> by.isHeard(Answerer.DUPLEX)).isPresent());
    cast = Optional.empty();
  }

  /** Those whose answer was heard last. */
  private List<String> engineNames() {
    boolean duplex = cast.filter(by -> by.answerer() == Answerer.DUPLEX).isPresent();
    if (duplex && engines.duplex().isPresent()) {
      return List.of(announcer.atWork("duplex_model", engines.duplex().get().name()));
    }
    String model = announcer.atWork("language_model", engines.languageModel().name());
    return writer.voiced()
        ? List.of(model, announcer.atWork("synthesizer", engines.synthesizer().name()))
        : List.of(model);
  }

  private static VoiceException givenUp(String replyId, String code) {
    return code.equals(REPLY_TOO_MANY_TOOLS.code())
        ? new VoiceException(
            REPLY_TOO_MANY_TOOLS,
            "Answer " + replyId + " called more tools than an answer may",
            "Voice processing failed",
            null)
        : new VoiceException(
            code.equals(REPLY_STALLED.code()) ? REPLY_STALLED : REPLY_TIMEOUT,
            "Answer " + replyId + " did not come in time",
            "Voice processing timeout",
            null);
  }

  /** Ends the dialogue and everything it asked for. */
  void close() {
    scope.end();
    asides.close();
    if (reply != null) {
      // After a failure, nobody has ended it.
      reply.stop();
    }
    tools.close();
    writer.close();
    playedLater.close();
    requests.clear();
  }

  SessionNotice.SessionSummary summary(long heardMs) {
    return tally.summary(now.getAsLong(), heardMs);
  }
}
