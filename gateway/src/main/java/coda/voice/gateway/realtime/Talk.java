package coda.voice.gateway.realtime;

import coda.voice.audio.enhance.EnhancementOptions;
import coda.voice.conversation.AnswerSettings;
import coda.voice.conversation.HistoryEdit;
import coda.voice.conversation.Owner;
import coda.voice.conversation.Phrases;
import coda.voice.conversation.Playout;
import coda.voice.conversation.ProcessingMode;
import coda.voice.conversation.Session;
import coda.voice.conversation.SessionChange;
import coda.voice.conversation.SessionEngines;
import coda.voice.conversation.SessionListener;
import coda.voice.conversation.SessionNotice;
import coda.voice.conversation.SessionSetup;
import coda.voice.conversation.TurnSettings;
import coda.voice.conversation.VoiceSetup;
import coda.voice.gateway.Languages;
import coda.voice.gateway.SessionDefaults;
import coda.voice.gateway.sessions.BoardEntry;
import coda.voice.gateway.sessions.SessionBoard;
import coda.voice.protocol.realtime.NoiseReduction;
import coda.voice.protocol.realtime.RealtimeError;
import coda.voice.protocol.realtime.RealtimeErrors;
import coda.voice.protocol.realtime.ServerEvent;
import coda.voice.protocol.realtime.SessionConfig;
import coda.voice.protocol.realtime.SessionPatch;
import coda.voice.protocol.realtime.SessionType;
import coda.voice.protocol.realtime.Transcription;
import coda.voice.protocol.realtime.TurnDetection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A session as the protocol has it: its configuration, its items, the response that is being given.
 * What clients ask for is asked of the {@link Session}; what the session tells becomes events. Used
 * on the client's loop.
 */
final class Talk implements SessionListener {
  private static final long NOT = Long.MIN_VALUE;

  /** A name of OpenAI's for the usual voice, because there are clients that know no others. */
  private static final String USUAL_VOICE = "alloy";

  /** Audio of less than this is no turn. */
  private static final long LEAST_COMMIT_MS = 100;

  private final RealtimeParts parts;
  private final RealtimeOut out;
  private final SessionDefaults defaults;
  private final SessionEngines engines;
  private final String conversationId = Ids.conversation();
  private final Items items;
  private final UserTurns turns;
  private final Consumer<String> whenOver;
  private final BoardEntry shown;
  private final Session session;
  private final ItemEdits edits;
  private final Responses responses;
  private final McpTools mcp;

  private SessionConfig config;
  private InputAudio audio;
  private @Nullable VoiceSetup voice;
  private boolean updated;
  private boolean spoke;
  private boolean over;
  private long playsUntilMs;
  private volatile long answeringSinceMs = NOT;

  /**
   * Opens a session.
   *
   * @param parts that serve the client
   * @param owner whose conversation it is
   * @param query what the address says
   * @param begunWith what the client's key says that the session begins with
   * @param whenOver told once, with the reason, when the session has given everything back
   */
  Talk(
      RealtimeParts parts,
      Owner owner,
      RealtimeQuery query,
      Optional<SessionPatch> begunWith,
      Consumer<String> whenOver) {
    this.parts = parts;
    this.out = parts.out();
    this.whenOver = whenOver;
    this.defaults = parts.shared().defaults().get();
    this.engines = parts.shared().service().engines();
    this.items = new Items(parts.shared()::keptBytes);
    this.turns = new UserTurns(items, out);
    this.config = begin(query.type(), query.model(), defaults, begunWith);
    this.mcp = new McpTools(parts, items, this::remember, engines, this::toolsChanged);
    // Before there is a session: if it cannot be had, nothing is left behind.
    AnswerSettings answers = answers(config);
    TurnSettings first = TurnPlan.settings(config, defaults.turns());
    this.shown =
        parts
            .shared()
            .board()
            .enter(
                new SessionBoard.Card(
                    conversationId,
                    owner,
                    "realtime",
                    parts.visitor().address(),
                    ProcessingMode.TRADITIONAL),
                reason -> parts.loop().execute(() -> close(reason)));
    try {
      this.session =
          Session.open(
              new SessionSetup(
                  conversationId,
                  defaults.language(),
                  defaults.voice(),
                  ProcessingMode.TRADITIONAL,
                  defaults.modes(),
                  defaults.zone(),
                  first,
                  defaults.playbackLeadMs(),
                  List.of(),
                  silentUntilAsked(defaults.phrases().in(defaults.language())),
                  defaults.journals().open(conversationId, first),
                  new KeptRealtimeTurns(
                      defaults.keeper(), owner, conversationId, parts.loop().wallClockMillis())),
              engines,
              parts.shared().pool(),
              parts.loop(),
              shown.watching(this));
    } catch (RuntimeException e) {
      shown.leave();
      throw e;
    }
    this.audio = new InputAudio(parts, config.input().format(), session);
    this.edits =
        new ItemEdits(
            parts, items, session, mcp, engines, () -> config.input().format(), this::language);
    this.responses =
        new Responses(conversationId, items, session, mcp, out, () -> config, this::answers);
    parts.log().conversation(conversationId);
    apply(answers);
    parts.loop().execute(this::declareTools);
  }

  /**
   * What a session begins with.
   *
   * @param type of the session, unless its key says otherwise
   * @param model that the client named
   * @param defaults of the server
   * @param begunWith what its key says
   */
  static SessionConfig begin(
      SessionType type,
      Optional<String> model,
      SessionDefaults defaults,
      Optional<SessionPatch> begunWith) {
    SessionConfig usual =
        SessionConfig.defaults(
            type,
            Optional.of(model.or(() -> begunWith.flatMap(SessionPatch::model)).orElse("coda")),
            "",
            defaults.voice().isEmpty() ? USUAL_VOICE : defaults.voice());
    return begunWith.map(usual::mergeFirst).orElse(usual);
  }

  /** Clients do not expect to be greeted, and say themselves when quiet matters. */
  private static Phrases silentUntilAsked(Phrases usual) {
    return new Phrases("", "", usual.noAnswer(), usual.cutOff(), usual.backchannels());
  }

  SessionConfig config() {
    return config;
  }

  /** The name of the conversation. */
  String conversationId() {
    return conversationId;
  }

  /** Whether the session is alive. */
  boolean alive() {
    return !over;
  }

  // What clients ask for.

  /** {@code session.update}; all of it or, when something is wrong, nothing. */
  SessionConfig update(SessionPatch patch) {
    SessionConfig wanted = updated ? config.merge(patch) : config.mergeFirst(patch);
    if (spoke && !wanted.output().voice().equals(config.output().voice())) {
      throw new Unfit(RealtimeErrors.voiceFixed());
    }
    AnswerSettings answers = answers(wanted);
    refuseUnknownLanguage(wanted);
    updated = true;
    config = wanted;
    apply(answers);
    // What comes of it is told after the update itself.
    parts.loop().execute(this::declareTools);
    return wanted;
  }

  /** What nobody understands would be answered with nonsense. */
  private void refuseUnknownLanguage(SessionConfig wanted) {
    Optional<String> language = wanted.input().transcription().flatMap(Transcription::language);
    if (language.isPresent() && !Languages.has(engines.recognizer().languages(), language.get())) {
      throw new Unfit(
          RealtimeError.invalid(
              "invalid_value",
              "Invalid value: the recogniser does not understand this language. Supported values"
                  + " are: "
                  + new TreeSet<>(engines.recognizer().languages()),
              Optional.of("session.audio.input.transcription.language")));
    }
  }

  private AnswerSettings answers(SessionConfig wanted) {
    return AnswerPlan.of(wanted, engines.synthesizer(), defaults.voice(), mcp);
  }

  private void remember(HistoryEdit edit) {
    session.edit(edit);
  }

  private void declareTools() {
    if (!over) {
      mcp.declared(config);
    }
  }

  /** The answers that come have other tools. */
  private void toolsChanged() {
    try {
      session.configure(
          new SessionChange(
              Optional.empty(),
              Optional.empty(),
              Optional.empty(),
              Optional.empty(),
              Optional.of(answers(config))));
    } catch (Unfit e) {
      out.error(e.told());
    }
  }

  /** The language that the client says the user speaks, or the server's. */
  private String language() {
    return config
        .input()
        .transcription()
        .flatMap(Transcription::language)
        .orElse(defaults.language());
  }

  private void apply(AnswerSettings answers) {
    session.configure(
        new SessionChange(
            Optional.empty(),
            Optional.empty(),
            Optional.of(language()),
            Optional.of(TurnPlan.settings(config, defaults.turns())),
            Optional.of(answers)));
    if (audio.format() != config.input().format()) {
      audio.close();
      audio = new InputAudio(parts, config.input().format(), session);
    }
    VoiceSetup wanted =
        new VoiceSetup(
            config.input().format().rate(),
            config.output().format().rate(),
            TurnPlan.mode(config),
            TurnPlan.voiceActivity(config),
            config.input().noiseReduction().map(this::reduced).orElse(defaults.enhancement()),
            Playout.CLIENT);
    if (!wanted.equals(voice)) {
      voice = wanted;
      session.startVoice(wanted);
    }
  }

  /** What the server does already, and what a client asks for besides. */
  private EnhancementOptions reduced(NoiseReduction wanted) {
    EnhancementOptions usual = defaults.enhancement();
    return new EnhancementOptions(
        true,
        true,
        usual.automaticGain() || wanted.field() == NoiseReduction.Field.FAR_FIELD,
        usual.echoCancellation());
  }

  /** {@code input_audio_buffer.append}. */
  void append(byte[] bytes, int length) {
    audio.take(bytes, length);
  }

  /** {@code input_audio_buffer.commit}. */
  void commit() {
    if (audio.bufferedMs() < LEAST_COMMIT_MS) {
      throw new Unfit(RealtimeErrors.commitEmpty(audio.bufferedMs()));
    }
    audio.flush();
    parts.loop().execute(this::commitHeard);
  }

  /** The session has heard what it was given by now. */
  private void commitHeard() {
    if (over) {
      return;
    }
    if (turns.hearing()) {
      session.commit();
    } else {
      String itemId = Ids.item();
      turns.silence(itemId, audio);
      turns.nothingSaid(itemId, transcribes());
    }
  }

  /** {@code input_audio_buffer.clear}. */
  void clear() {
    audio.flush();
    audio.emptied();
    audio.tape().clear();
    turns.cleared();
    session.clear();
    out.send(new ServerEvent.Cleared());
  }

  /** What clients do to the conversation themselves. */
  ItemEdits edits() {
    return edits;
  }

  /** The responses that clients ask for. */
  Responses responses() {
    return responses;
  }

  /** No new turns; ends when the present answer has been given. */
  void drain() {
    session.drain();
  }

  /** When something was last heard of an answer that is not over; any thread. */
  OptionalLong answeringSinceMs() {
    long since = answeringSinceMs;
    return since == NOT ? OptionalLong.empty() : OptionalLong.of(since);
  }

  /** It counts as over, whether the session manages to end or not. */
  void abandon() {
    over = true;
    audio.close();
    shown.leave();
  }

  /** Ends at once and gives everything back. */
  void close(String reason) {
    audio.close();
    session.close(reason);
  }

  // What the session tells.

  @Override
  public boolean readyForAudio() {
    return !out.full();
  }

  @Override
  public void onNotice(SessionNotice notice) {
    tell(notice);
    answeringSinceMs = responses.answering() ? parts.loop().nowMillis() : NOT;
  }

  private void tell(SessionNotice notice) {
    switch (notice) {
      case SessionNotice.TurnBegan n ->
          turns.began(n, paddingMs(), TurnPlan.voiceActivity(config), audio);
      case SessionNotice.TurnEnded n -> turns.ended(n, audio);
      case SessionNotice.Transcribed n -> {
        responses.understood();
        turns.transcribed(n, transcribes());
      }
      case SessionNotice.TurnDropped n ->
          turns.dropped(n, transcribes()).ifPresent(responses::notUnderstood);
      case SessionNotice.ReplyStarted n -> responses.begins(n);
      case SessionNotice.ReplyRefused n -> responses.refused(n);
      case SessionNotice.ReplyText n -> responses.of(n.replyId(), r -> r.text(n.text()));
      case SessionNotice.ReplyAudio n -> {
        spoke = true;
        plays(n.frame().durationMicros() / 1_000);
        responses.of(n.replyId(), r -> r.audio(n.frame()));
      }
      case SessionNotice.ToolHandedOver n -> responses.of(n.replyId(), r -> r.handOver(n));
      case SessionNotice.ReplyLengthReached n ->
          responses.of(n.replyId(), ResponseInProgress::lengthReached);
      case SessionNotice.ReplyCounted n -> responses.of(n.replyId(), r -> r.counted(n.count()));
      case SessionNotice.Interrupted n -> responses.of(n.replyId(), r -> r.interrupted(n.reason()));
      case SessionNotice.Problem n -> responses.problem(n);
      case SessionNotice.ReplyEnded n -> responses.ends(n);
      case SessionNotice.HeardOnly n -> edits.heardOnly(n);
      case SessionNotice.HeardMore n -> {
        // The client will say itself what was heard.
      }
      case SessionNotice.QuietIsLong n -> quiet();
      case SessionNotice.NotInterruptible n ->
          out.error(
              RealtimeError.invalid(
                  "invalid_value",
                  "The response cannot be cancelled while a tool is changing something for it",
                  Optional.empty()));
      case SessionNotice.AudioDropped n -> parts.shared().meters().dropped(n.frames());
      case SessionNotice.Ended n -> {
        over = true;
        mcp.close();
        audio.close();
        shown.leave();
        whenOver.accept(n.reason());
      }
      case SessionNotice.SpeechStarted n -> {
        // Turns are told, not stretches of speech.
      }
      case SessionNotice.SpeechStopped n -> {
        // See above.
      }
      case SessionNotice.ReplyHeld n -> {
        // Answers end here, or go on.
      }
      case SessionNotice.ReplyResumed n -> {
        // See above.
      }
      case SessionNotice.ToolBegan n -> responses.of(n.replyId(), r -> mcp.began(n, r));
      case SessionNotice.ToolEnded n -> mcp.ended(n);
      case SessionNotice.Speculated n -> {
        // The protocol has no words for that, nor for what follows.
      }
      case SessionNotice.ProposalDropped n -> {}
      case SessionNotice.StateChanged n -> {}
      case SessionNotice.Routed n -> {}
      case SessionNotice.AnsweredBy n -> {}
      case SessionNotice.ModeChanged n -> {}
      case SessionNotice.EngineChanged n -> {}
    }
  }

  private boolean transcribes() {
    return config.input().transcription().isPresent();
  }

  private int paddingMs() {
    return config.input().turnDetection() instanceof TurnDetection.ServerVad vad
        ? vad.prefixPaddingMs()
        : 0;
  }

  /** A client that plays what it is sent as it comes is still busy with it afterwards. */
  private void plays(long ms) {
    playsUntilMs = Math.max(playsUntilMs, parts.loop().nowMillis()) + ms;
  }

  private void quiet() {
    long left = playsUntilMs - parts.loop().nowMillis();
    if (left > 0) {
      parts.loop().schedule(left, this::quiet);
    } else if (!over && !responses.answering() && !turns.hearing()) {
      quietForLong();
    }
  }

  private void quietForLong() {
    if (!(config.input().turnDetection() instanceof TurnDetection.ServerVad vad)
        || vad.idleTimeoutMs().isEmpty()) {
      return;
    }
    long endMs = audio.heardMs();
    long startMs = Math.max(0, endMs - audio.bufferedMs());
    String itemId = Ids.item();
    out.send(new ServerEvent.TimeoutTriggered(itemId, startMs, endMs));
    turns.silence(itemId, audio);
    turns.nothingSaid(itemId, transcribes());
    if (vad.createResponse()) {
      responses.respondByItself();
    }
  }
}
