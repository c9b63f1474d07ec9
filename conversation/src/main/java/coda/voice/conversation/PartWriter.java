package coda.voice.conversation;

import coda.voice.audio.FramePool;
import coda.voice.conversation.duplex.DuplexAnswer;
import coda.voice.conversation.duplex.DuplexLine;
import coda.voice.conversation.duplex.Utterance;
import coda.voice.conversation.reply.PreparedSpeech.Rendering;
import coda.voice.conversation.reply.ReplyMaker;
import coda.voice.conversation.reply.ReplySource;
import coda.voice.conversation.reply.ReplyVoice;
import coda.voice.conversation.reply.ReplyWatcher;
import coda.voice.engine.LanguageModel.AnswerRequest;
import coda.voice.engine.LanguageModel.Dialogue;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * Makes answers ready to begin: who gives them, in what language and voice, and how they get to the
 * client. On the session's loop.
 */
final class PartWriter {
  /** How far ahead a client that keeps the pace itself is sent audio, in ms. */
  private static final int CLIENT_LEAD_MS = 8_000;

  private final SessionSetup setup;
  private final SessionEngines engines;
  private final FramePool pool;
  private final SessionLoop loop;
  private final SessionScope scope;
  private final ReplyStage stage;
  private final Casting casting;
  private final Modes modes;
  private final Ears ears;
  private final LongSupplier speechEndedAt;
  private final Dialogue dialogue;

  private Optional<VoiceSetup> voiceSetup = Optional.empty();
  private AnswerSettings answers = AnswerSettings.USUAL;
  private String language;
  private String voice;

  PartWriter(
      SessionSetup setup,
      SessionEngines engines,
      FramePool pool,
      SessionLoop loop,
      SessionScope scope,
      ReplyStage stage,
      Casting casting,
      Modes modes,
      Ears ears,
      LongSupplier speechEndedAt) {
    this.setup = setup;
    this.engines = engines;
    this.pool = pool;
    this.loop = loop;
    this.scope = scope;
    this.stage = stage;
    this.casting = casting;
    this.modes = modes;
    this.ears = ears;
    this.speechEndedAt = speechEndedAt;
    this.language = setup.language();
    this.voice = setup.voice();
    this.dialogue = engines.languageModel().open(scope);
  }

  /** How sound travels from the next answer on. */
  void voice(VoiceSetup wanted) {
    voiceSetup = Optional.of(wanted);
    prepareApologies();
  }

  /**
   * How answers are from the next one on.
   *
   * @return whether they are another way
   */
  boolean configure(SessionChange change) {
    change.language().ifPresent(this::language);
    change.voice().ifPresent(wanted -> voice = wanted);
    change.answers().ifPresent(wanted -> answers = wanted);
    if (voiceSetup.isPresent()) {
      prepareApologies();
    }
    return change.language().isPresent()
        || change.voice().isPresent()
        || change.answers().isPresent();
  }

  private void language(String wanted) {
    language = wanted;
    casting.language(wanted);
  }

  private void prepareApologies() {
    engines.prepared().prepare(setup.phrases().noAnswer(), language, voice);
    engines.prepared().prepare(setup.phrases().cutOff(), language, voice);
  }

  /** Of the next answer, BCP 47. */
  String language() {
    return language;
  }

  /** How answers are given unless somebody asks for another way. */
  AnswerSettings answers() {
    return answers;
  }

  /** Whether there is sound at all. */
  boolean voiced() {
    return voiceSetup.isPresent();
  }

  /** Whether the client plays answers at its own pace. */
  boolean clientPlays() {
    return playout() == Playout.CLIENT;
  }

  private Playout playout() {
    return voiceSetup.map(VoiceSetup::playout).orElse(Playout.SESSION);
  }

  /**
   * An answer to a turn, by whoever is to answer it.
   *
   * @param replyId its name
   * @param request what is asked
   * @param heard whether a duplex model has just heard it, too
   * @param how it is given
   */
  Part answer(String replyId, AnswerRequest request, boolean heard, AnswerSettings how) {
    boolean tentative = request.tentative();
    if (engines.duplex().isEmpty()) {
      return Part.of(make(replyId, how, tentative, stage, chain(request, how)));
    }
    Casting.Turn turn =
        new Casting.Turn(
            replyId,
            request,
            heard,
            language,
            heard ? ears.confidence() : OptionalDouble.empty(),
            !silent(how),
            speechEndedAt.getAsLong());
    Cast by = casting.cast(turn);
    RunningReply made =
        make(
            replyId,
            how,
            tentative,
            stage,
            watcher -> casting.source(by, turn, asked -> chain(asked, how), watcher));
    return new Part(made, Optional.of(by));
  }

  /**
   * An answer by a model that knows nothing of the conversation but what the request says.
   *
   * @param replyId its name
   * @param request what is asked
   * @param how it is given
   */
  Part apart(String replyId, AnswerRequest request, AnswerSettings how) {
    return Part.of(apart(replyId, request, how, stage));
  }

  /**
   * The same, performed elsewhere.
   *
   * @param replyId its name
   * @param request what is asked
   * @param how it is given
   * @param where it is performed
   */
  RunningReply apart(String replyId, AnswerRequest request, AnswerSettings how, ReplyStage where) {
    Consumer<ReplyMaker> task =
        maker -> maker.answerApart(() -> engines.languageModel().open(scope), request);
    return make(replyId, how, false, where, watcher -> maker(watcher, how, task));
  }

  /** An answer the duplex model has begun by itself. */
  Part led(String replyId) {
    Utterance said = modes.takeSpoken().orElseThrow();
    DuplexLine line = modes.line().orElseThrow();
    RunningReply made =
        make(replyId, answers, false, stage, watcher -> new DuplexAnswer(said, line, watcher));
    return new Part(made, Optional.of(casting.led(replyId, language)));
  }

  /** Words that are known already. */
  Part speech(String replyId, String words) {
    return say(replyId, maker -> maker.say(words));
  }

  /**
   * An apology: without sound, or before the first preparation is done, said as any other words.
   */
  Part apology(String replyId, String words) {
    Optional<Rendering> prepared =
        voiceSetup.flatMap(v -> engines.prepared().find(words, language, voice));
    return prepared
        .map(sound -> say(replyId, maker -> maker.play(words, sound)))
        .orElseGet(() -> speech(replyId, words));
  }

  private Part say(String replyId, Consumer<ReplyMaker> task) {
    return Part.of(make(replyId, answers, false, stage, watcher -> maker(watcher, answers, task)));
  }

  /** The language model's answer to a request, spoken by the synthesiser. */
  private Function<ReplyWatcher, ReplySource> chain(AnswerRequest request, AnswerSettings how) {
    return watcher -> maker(watcher, how, maker -> maker.answer(dialogue, request));
  }

  private ReplyMaker maker(ReplyWatcher watcher, AnswerSettings how, Consumer<ReplyMaker> task) {
    Optional<ReplyVoice> speaker =
        voiceSetup.filter(v -> how.spoken()).map(v -> speaker(how, v.outputRate()));
    return new ReplyMaker(loop, speaker, Locale.forLanguageTag(language), watcher, task);
  }

  private ReplyVoice speaker(AnswerSettings how, int rate) {
    return new ReplyVoice(
        engines.synthesizer(),
        language,
        how.voice().orElse(voice),
        () -> scope.speechRate() * how.speed(),
        rate);
  }

  private RunningReply make(
      String replyId,
      AnswerSettings how,
      boolean tentative,
      ReplyStage where,
      Function<ReplyWatcher, ReplySource> source) {
    RunningReply.Delivery delivery =
        new RunningReply.Delivery(
            silent(how),
            clientPlays() ? CLIENT_LEAD_MS : setup.playbackLeadMs(),
            playout(),
            how.tools());
    return new RunningReply(replyId, loop, pool, delivery, tentative, where, source);
  }

  private boolean silent(AnswerSettings how) {
    return voiceSetup.isEmpty() || !how.spoken();
  }

  /** Ends the dialogue with the language model. */
  void close() {
    dialogue.close();
  }
}
