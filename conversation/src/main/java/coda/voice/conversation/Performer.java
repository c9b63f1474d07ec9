package coda.voice.conversation;

import static coda.voice.conversation.turn.TurnError.REPLY_STALLED;
import static coda.voice.conversation.turn.TurnError.REPLY_TIMEOUT;
import static coda.voice.conversation.turn.TurnError.REPLY_TOO_MANY_TOOLS;

import coda.voice.VoiceException;
import coda.voice.audio.FramePool;
import coda.voice.conversation.SessionNotice.Outcome;
import coda.voice.conversation.SessionNotice.ReplyTimings;
import coda.voice.conversation.TurnManners.Yielding;
import coda.voice.conversation.duplex.DuplexAnswer;
import coda.voice.conversation.duplex.DuplexLine;
import coda.voice.conversation.duplex.Utterance;
import coda.voice.conversation.history.History;
import coda.voice.conversation.listening.Hearing;
import coda.voice.conversation.reply.PreparedSpeech.Rendering;
import coda.voice.conversation.reply.ReplyMaker;
import coda.voice.conversation.reply.ReplySource;
import coda.voice.conversation.reply.ReplyVoice;
import coda.voice.conversation.reply.ReplyWatcher;
import coda.voice.conversation.routing.Answerer;
import coda.voice.conversation.turn.TurnEffect;
import coda.voice.conversation.turn.TurnEvent;
import coda.voice.engine.AnswerOptions.ToolChoice.Use;
import coda.voice.engine.LanguageModel.AnswerRequest;
import coda.voice.engine.LanguageModel.Dialogue;
import coda.voice.engine.LanguageModel.Message;
import coda.voice.engine.LanguageModel.Role;
import coda.voice.engine.Tool;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SequencedMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The assistant's side of a session: starts, holds and ends answers as the turn machine says, and
 * keeps the history of what was said and heard. On the session's loop.
 */
final class Performer {
  /** How far ahead a client that keeps the pace itself is sent audio, in ms. */
  private static final int CLIENT_LEAD_MS = 8_000;

  /** Answers of which may still be told how much was heard. */
  private static final int REMEMBERED = 64;

  /** An acknowledgement this long after an interruption may still tell what was heard. */
  private static final long LATE_ACKNOWLEDGEMENT_MS = 2_000;

  private final SessionSetup setup;
  private final SessionEngines engines;
  private final FramePool pool;
  private final SessionLoop loop;
  private final Announcer announcer;
  private final Hearing hearing;
  private final Consumer<TurnEvent> events;
  private final LongSupplier now;
  private final History history;
  private final TurnScribe scribe;
  private final SessionScope scope;
  private final Dialogue dialogue;
  private final TurnStopwatch stopwatch;
  private final SessionStage stage;
  private final Modes modes;
  private final Ears ears;
  private final SessionActor actor;
  private final Casting casting;
  private final ToolRuns tools;
  private final Asides asides;
  private final SessionTally tally = new SessionTally();
  private final Map<String, ReplyRequest> requests = new HashMap<>();
  private final SequencedMap<String, RunningReply> sent = new LinkedHashMap<>();

  private Optional<VoiceSetup> voiceSetup = Optional.empty();
  private String language;
  private String voice;
  private String spokenLine = "";
  private AnswerSettings answers = AnswerSettings.USUAL;
  private @Nullable RunningReply reply;
  private Optional<Cast> cast = Optional.empty();

  private @Nullable Guess guess;
  private @Nullable Cut lastCut;

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
    this.pool = pool;
    this.loop = loop;
    this.announcer = announcer;
    this.hearing = hearing;
    this.stopwatch = stopwatch;
    this.modes = modes;
    this.ears = ears;
    this.actor = actor;
    this.events = actor::on;
    this.now = actor::now;
    this.casting = new Casting(loop, setup, engines, modes, announcer);
    this.language = setup.language();
    this.voice = setup.voice();
    this.history = new History(setup.history(), loop::wallClockMillis);
    this.scribe = new TurnScribe(history, setup.kept());
    this.stage =
        new SessionStage(loop, engines.tools(), announcer, hearing, stopwatch, events, now);
    this.tools = stage.tools();
    this.asides = new Asides(loop, announcer);
    this.scope =
        new SessionScope(
            setup,
            loop,
            said ->
                events.accept(
                    new TurnEvent.SpeechProposed(
                        now.getAsLong(), said.text(), said.freshMs(), said.protect())),
            () -> events.accept(new TurnEvent.GoodbyeSaid(now.getAsLong())));
    this.dialogue = engines.languageModel().open(scope);
  }

  /** How sound travels from the next answer on. */
  void voice(VoiceSetup wanted) {
    voiceSetup = Optional.of(wanted);
    prepareApologies();
  }

  void configure(SessionChange change) {
    change.language().ifPresent(this::language);
    change.voice().ifPresent(wanted -> voice = wanted);
    change.answers().ifPresent(wanted -> answers = wanted);
    if (change.language().isPresent()
        || change.voice().isPresent()
        || change.answers().isPresent()) {
      outdateGuess();
    }
    if (voiceSetup.isPresent()) {
      prepareApologies();
    }
  }

  private void language(String wanted) {
    language = wanted;
    casting.language(wanted);
  }

  private void prepareApologies() {
    engines.prepared().prepare(setup.phrases().noAnswer(), language, voice);
    engines.prepared().prepare(setup.phrases().cutOff(), language, voice);
  }

  /**
   * Turns that changed are given away for keeping.
   *
   * @param answering whether the newest one is still being answered
   */
  void keepTurns(boolean answering) {
    scribe.look(announcer.mode(), language, answering);
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
    spokenLine = turn.itemId();
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
      spokenLine = "";
    }
    Part part =
        part(
            start.replyId(),
            request(
                start.text(), history.beforeTurn(start.itemId()), start.spoken(), false, answers),
            start.spoken(),
            answers);
    begin(part, start.itemId());
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

  /** What the user said last is asked; after anything else, the conversation goes on from there. */
  void start(TurnEffect.StartRequested start) {
    stopwatch.startedWithoutSpeech(now.getAsLong());
    ReplyRequest asked = requests.remove(start.requestId());
    if (asked == null) {
      throw new IllegalStateException("nobody asked for " + start.requestId());
    }
    AnswerRequest request = goingOn(asked, engines.tools());
    AnswerSettings how = asked.answer();
    // Lines of its own are the chain's business: the duplex model knows what it has heard only.
    Part part =
        asked.context().isPresent()
            ? new Part(
                make(start.replyId(), delivery(how), false, chainApart(request, how)),
                Optional.empty())
            : part(start.replyId(), request, false, how);
    begin(part, "", start.requestId());
  }

  /** Begins an answer beside the conversation, with the client's tools only. */
  void startAside(ReplyRequest asked) {
    AnswerSettings how = asked.answer();
    asides.begin(
        asked.requestId(),
        (replyId, beside) ->
            new RunningReply(
                replyId,
                loop,
                pool,
                delivery(how),
                false,
                beside,
                chainApart(goingOn(asked, List.of()), how)));
  }

  /** Stops an answer beside the conversation. */
  void stopAside(String replyId) {
    asides.stop(replyId);
  }

  private AnswerRequest goingOn(ReplyRequest asked, List<Tool> own) {
    List<Message> lines = asked.context().orElseGet(history::lines);
    boolean user = !lines.isEmpty() && lines.getLast().role() == Role.USER;
    boolean misheardPerhaps = asked.context().isEmpty() && history.endsWith(spokenLine);
    return user
        ? request(
            lines.getLast().text(),
            lines.subList(0, lines.size() - 1),
            misheardPerhaps,
            false,
            asked.answer(),
            own)
        : request("", lines, false, false, asked.answer(), own);
  }

  /** Changes what is remembered. */
  void edit(HistoryEdit edit) {
    switch (edit) {
      case HistoryEdit.Insert line ->
          history.insert(line.id(), line.role(), line.text(), line.after());
      case HistoryEdit.Remove line -> history.remove(line.id());
    }
    outdateGuess();
  }

  /** What an answer begun on trust was asked with is no longer so. */
  private void outdateGuess() {
    if (guess != null) {
      guess = guess.outdated();
    }
  }

  /** The client says how much of an answer was heard, as only it can know. */
  void heardOnly(String replyId, long playedMs) {
    RunningReply over = sent.get(replyId);
    if (over != null) {
      long heardMs = Math.clamp(playedMs, 0, over.sentMs());
      String heard = over.heardText(heardMs);
      history.heardReally(replyId, heard);
      outdateGuess();
      announcer.tell(new SessionNotice.HeardOnly(replyId, heard, heardMs));
    } else {
      acknowledge(replyId, playedMs);
    }
  }

  void start(TurnEffect.StartSpeech start) {
    stopwatch.startedWithoutSpeech(now.getAsLong());
    begin(say(start.replyId(), maker -> maker.say(start.text())), "");
  }

  void start(TurnEffect.StartApology start) {
    stopwatch.startedWithoutSpeech(now.getAsLong());
    String words = setup.phrases().words(start.apology());
    Optional<Rendering> prepared =
        voiceSetup.flatMap(v -> engines.prepared().find(words, language, voice));
    // Without sound, or before the first preparation is done, the words are said as any others.
    Consumer<ReplyMaker> task =
        prepared
            .<Consumer<ReplyMaker>>map(sound -> maker -> maker.play(words, sound))
            .orElse(maker -> maker.say(words));
    begin(say(start.replyId(), task), "");
  }

  void start(TurnEffect.StartModelReply start) {
    if (start.itemId().isEmpty()) {
      stopwatch.startedWithoutSpeech(now.getAsLong());
    } else {
      stopwatch.replyStarted();
    }
    Utterance said = modes.takeSpoken().orElseThrow();
    DuplexLine line = modes.line().orElseThrow();
    RunningReply made =
        make(
            start.replyId(),
            delivery(answers),
            false,
            watcher -> new DuplexAnswer(said, line, watcher));
    begin(new Part(made, Optional.of(casting.led(start.replyId(), language))), start.itemId());
  }

  void start(TurnEffect.StartTentative start) {
    List<Message> before = start.continuesPrevious() ? history.beforeLastTurn() : history.lines();
    Part part =
        part(start.replyId(), request(start.text(), before, true, true, answers), true, answers);
    guess = new Guess(part, start, now.getAsLong(), true);
    part.reply().source().begin();
  }

  private AnswerRequest request(
      String text, List<Message> before, boolean spoken, boolean tentative, AnswerSettings how) {
    return request(text, before, spoken, tentative, how, engines.tools());
  }

  private static AnswerRequest request(
      String text,
      List<Message> before,
      boolean spoken,
      boolean tentative,
      AnswerSettings how,
      List<Tool> own) {
    List<Tool> tools =
        how.options().tools().use() == Use.NONE
            ? List.of()
            : Stream.concat(own.stream(), how.tools().stream()).toList();
    return new AnswerRequest(text, before, spoken, tentative, tools, how.options());
  }

  /** How answers get to the client. */
  private RunningReply.Delivery delivery(AnswerSettings how) {
    Playout playout = voiceSetup.map(VoiceSetup::playout).orElse(Playout.SESSION);
    return new RunningReply.Delivery(
        voiceSetup.isEmpty() || !how.spoken(),
        playout == Playout.CLIENT ? CLIENT_LEAD_MS : setup.playbackLeadMs(),
        playout,
        how.tools());
  }

  /** An answer to a turn, by whoever is to answer it. */
  private Part part(String replyId, AnswerRequest request, boolean heard, AnswerSettings how) {
    RunningReply.Delivery delivery = delivery(how);
    boolean tentative = request.tentative();
    if (engines.duplex().isEmpty()) {
      return new Part(make(replyId, delivery, tentative, chain(request, how)), Optional.empty());
    }
    Casting.Turn turn =
        new Casting.Turn(
            replyId,
            request,
            heard,
            language,
            heard ? ears.confidence() : OptionalDouble.empty(),
            !delivery.silent(),
            actor.speechEndedAt());
    Cast by = casting.cast(turn);
    RunningReply made =
        make(
            replyId,
            delivery,
            tentative,
            watcher -> casting.source(by, turn, asked -> chain(asked, how), watcher));
    return new Part(made, Optional.of(by));
  }

  /** The language model's answer to a request, spoken by the synthesiser. */
  private Function<ReplyWatcher, ReplySource> chain(AnswerRequest request, AnswerSettings how) {
    return watcher -> maker(watcher, how, maker -> maker.answer(dialogue, request));
  }

  /** The same, by a model that knows nothing of the conversation but what the request says. */
  private Function<ReplyWatcher, ReplySource> chainApart(
      AnswerRequest request, AnswerSettings how) {
    return watcher ->
        maker(
            watcher,
            how,
            maker -> maker.answerApart(() -> engines.languageModel().open(scope), request));
  }

  private Part say(String replyId, Consumer<ReplyMaker> task) {
    return new Part(
        make(replyId, delivery(answers), false, watcher -> maker(watcher, answers, task)),
        Optional.empty());
  }

  private ReplyMaker maker(ReplyWatcher watcher, AnswerSettings how, Consumer<ReplyMaker> task) {
    String by = how.voice().orElse(voice);
    Optional<ReplyVoice> speaker =
        voiceSetup
            .filter(v -> how.spoken())
            .map(
                v ->
                    new ReplyVoice(
                        engines.synthesizer(),
                        language,
                        by,
                        () -> scope.speechRate() * how.speed(),
                        v.outputRate()));
    return new ReplyMaker(loop, speaker, Locale.forLanguageTag(language), watcher, task);
  }

  void confirm(TurnEffect.ConfirmTentative confirm) {
    Guess right = guess;
    guess = null;
    if (right == null) {
      return;
    }
    long aheadMs = now.getAsLong() - right.since();
    if (right.upToDate()) {
      tally.speculationWon();
      announcer.tell(new SessionNotice.Speculated(confirm.replyId(), true, aheadMs, ""));
      stopwatch.replyStarted();
      announce(right.part(), confirm.itemId(), "").confirm();
    } else {
      right.part().reply().stop();
      tally.speculationWasted();
      announcer.tell(
          new SessionNotice.Speculated(
              confirm.replyId(), false, aheadMs, "what it was asked with has changed"));
      start(
          new TurnEffect.StartReply(
              confirm.replyId(), confirm.itemId(), right.start().text(), true));
    }
  }

  void drop(TurnEffect.DropTentative drop) {
    Guess wrong = guess;
    guess = null;
    if (wrong != null) {
      wrong.part().reply().stop();
      long aheadMs = now.getAsLong() - wrong.since();
      tally.speculationWasted();
      announcer.tell(new SessionNotice.Speculated(drop.replyId(), false, aheadMs, drop.reason()));
    }
  }

  private RunningReply make(
      String replyId,
      RunningReply.Delivery delivery,
      boolean tentative,
      Function<ReplyWatcher, ReplySource> source) {
    return new RunningReply(replyId, loop, pool, delivery, tentative, stage, source);
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
    } else if (lastCut != null && lastCut.replyId().equals(replyId)) {
      acknowledgeLate(lastCut, playedMs);
    }
  }

  /** The client played more before it heard of the interruption; it cannot have played less. */
  private void acknowledgeLate(Cut cut, long playedMs) {
    long heardMs = Math.min(playedMs, cut.sentMs());
    if (heardMs > cut.heardMs() && now.getAsLong() - cut.at() <= LATE_ACKNOWLEDGEMENT_MS) {
      String heard = cut.reply().heardText(heardMs);
      history.heardReally(cut.replyId(), heard);
      lastCut = cut.heardMore(heardMs);
      announcer.tell(new SessionNotice.HeardMore(cut.replyId(), heard, heardMs));
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
    remember(ended);
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
      lastCut = new Cut(ended, now.getAsLong(), ended.heardMs());
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

  /** Of an answer that the client plays by itself, only the client knows what was heard. */
  private void remember(RunningReply ended) {
    if (voiceSetup.filter(v -> v.playout() == Playout.CLIENT).isPresent()) {
      sent.put(ended.replyId(), ended);
      if (sent.size() > REMEMBERED) {
        sent.pollFirstEntry();
      }
    }
  }

  /** Those whose answer was heard last. */
  private List<String> engineNames() {
    boolean duplex = cast.filter(by -> by.answerer() == Answerer.DUPLEX).isPresent();
    if (duplex && engines.duplex().isPresent()) {
      return List.of(announcer.atWork("duplex_model", engines.duplex().get().name()));
    }
    String model = announcer.atWork("language_model", engines.languageModel().name());
    return voiceSetup.isEmpty()
        ? List.of(model)
        : List.of(model, announcer.atWork("synthesizer", engines.synthesizer().name()));
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
    dialogue.close();
    sent.clear();
    requests.clear();
    lastCut = null;
  }

  SessionNotice.SessionSummary summary(long heardMs) {
    return tally.summary(now.getAsLong(), heardMs);
  }

  /** An answer begun on trust, and whether it would be asked the same way now. */
  private record Guess(Part part, TurnEffect.StartTentative start, long since, boolean upToDate) {
    Guess outdated() {
      return new Guess(part, start, since, false);
    }
  }

  /** An answer, and who gives it when there was a choice. */
  private record Part(RunningReply reply, Optional<Cast> cast) {}

  /** An answer that was interrupted, and what was reckoned to be heard of it. */
  private record Cut(RunningReply reply, long at, long heardMs) {
    String replyId() {
      return reply.replyId();
    }

    long sentMs() {
      return reply.sentMs();
    }

    Cut heardMore(long ms) {
      return new Cut(reply, at, ms);
    }
  }
}
