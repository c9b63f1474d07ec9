package coda.voice.gateway.realtime;

import coda.voice.conversation.AnswerSettings;
import coda.voice.conversation.HistoryEdit;
import coda.voice.conversation.Owner;
import coda.voice.conversation.Phrases;
import coda.voice.conversation.Playout;
import coda.voice.conversation.ProcessingMode;
import coda.voice.conversation.ReplyRequest;
import coda.voice.conversation.Session;
import coda.voice.conversation.SessionChange;
import coda.voice.conversation.SessionEngines;
import coda.voice.conversation.SessionListener;
import coda.voice.conversation.SessionNotice;
import coda.voice.conversation.SessionSetup;
import coda.voice.conversation.TurnSettings;
import coda.voice.conversation.VoiceSetup;
import coda.voice.engine.LanguageModel.Message;
import coda.voice.gateway.SessionDefaults;
import coda.voice.gateway.sessions.BoardEntry;
import coda.voice.gateway.sessions.SessionBoard;
import coda.voice.gateway.speech.Recordings;
import coda.voice.protocol.realtime.AudioFormat;
import coda.voice.protocol.realtime.ClientEvent;
import coda.voice.protocol.realtime.Content;
import coda.voice.protocol.realtime.Item;
import coda.voice.protocol.realtime.ItemStatus;
import coda.voice.protocol.realtime.RealtimeError;
import coda.voice.protocol.realtime.RealtimeErrors;
import coda.voice.protocol.realtime.ResponseInput;
import coda.voice.protocol.realtime.ResponseObject;
import coda.voice.protocol.realtime.ResponseParams;
import coda.voice.protocol.realtime.ServerEvent;
import coda.voice.protocol.realtime.SessionConfig;
import coda.voice.protocol.realtime.SessionPatch;
import coda.voice.protocol.realtime.SessionType;
import coda.voice.protocol.realtime.TurnDetection;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A session as the protocol has it: its configuration, its items, the response that is being given.
 * What clients ask for is asked of the {@link Session}; what the session tells becomes events. Used
 * on the client's loop.
 */
final class Talk implements SessionListener {
  /** Audio of less than this is no turn. */
  private static final long LEAST_COMMIT_MS = 100;

  /** How much more than there is clients may want to keep when they truncate. */
  private static final long TRUNCATION_TOLERANCE_MS = 250;

  private final RealtimeParts parts;
  private final RealtimeOut out;
  private final SessionDefaults defaults;
  private final SessionEngines engines;
  private final String conversationId = Ids.conversation();
  private final Items items = new Items();
  private final UserTurns turns;
  private final Map<String, Asked> asked = new HashMap<>();
  private final Consumer<String> whenOver;
  private final BoardEntry shown;
  private final Session session;

  private SessionConfig config;
  private InputAudio audio;
  private @Nullable VoiceSetup voice;
  private final Map<String, ResponseInProgress> asides = new HashMap<>();
  private @Nullable ResponseInProgress response;
  private Optional<RealtimeError> problem = Optional.empty();
  private boolean updated;
  private boolean spoke;
  private boolean over;
  private int requests;
  private long playsUntilMs;

  /** A response that was asked for. */
  private record Asked(Optional<String> eventId, SessionConfig config, ResponseParams params) {}

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
    this.turns = new UserTurns(items, out);
    this.config = begin(query.type(), query.model(), defaults, begunWith);
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
    parts.log().conversation(conversationId);
    apply(answers(config));
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
            defaults.voice().isEmpty() ? "default" : defaults.voice());
    return begunWith.map(usual::mergeFirst).orElse(usual);
  }

  /** Clients do not expect to be greeted, and say themselves when quiet matters. */
  private static Phrases silentUntilAsked(Phrases usual) {
    return new Phrases("", "", usual.noAnswer(), usual.cutOff(), usual.backchannels());
  }

  SessionConfig config() {
    return config;
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
    updated = true;
    config = wanted;
    apply(answers);
    return wanted;
  }

  private AnswerSettings answers(SessionConfig wanted) {
    return AnswerPlan.of(wanted, engines.synthesizer(), defaults.voice());
  }

  private void apply(AnswerSettings answers) {
    session.configure(
        new SessionChange(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
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
            defaults.enhancement(),
            Playout.CLIENT);
    if (!wanted.equals(voice)) {
      voice = wanted;
      session.startVoice(wanted);
    }
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
      String itemId = turns.silence(audio);
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

  /**
   * {@code conversation.item.create}.
   *
   * @param wanted the item
   * @param previousItemId what it follows
   * @param failed told when its sound cannot be understood
   */
  void create(Item wanted, Optional<String> previousItemId, Consumer<Throwable> failed) {
    Item item = named(wanted);
    String id = item.id().orElseThrow();
    if (items.has(id)) {
      throw new Unfit(RealtimeErrors.duplicateItem(id));
    }
    refuseWhatNobodyUnderstands(item);
    int at = place(previousItemId);
    Optional<byte[]> sound = SentSound.of(item);
    if (sound.isEmpty()) {
      insert(item, at);
      return;
    }
    AudioFormat format = config.input().format();
    short[] samples = SentSound.samples(sound.get(), format);
    parts.rates().audio(format.millis(sound.get().length));
    // Nothing else comes in until its words are known, so what is asked next is asked about it.
    parts
        .gate()
        .elsewhere(
            () ->
                Recordings.words(
                    engines,
                    parts.shared().pool(),
                    defaults.language(),
                    samples,
                    format.rate(),
                    parts.limits().sizes().turnAudioMs()),
            words -> heard(item, at, sound.get(), words),
            failed);
  }

  private void heard(Item item, int at, byte[] sound, String words) {
    if (!over) {
      Items.Entry entry = insert(SentSound.written(item, words), Math.min(at, items.size()));
      items.keepSound(entry, sound, config.input().format().millis(sound.length));
    }
  }

  /** Where an item belongs. */
  private int place(Optional<String> previousItemId) {
    if (previousItemId.isEmpty()) {
      return items.size();
    }
    String previous = previousItemId.get();
    if (previous.equals(ClientEvent.ItemCreate.ROOT)) {
      return 0;
    }
    if (!items.has(previous)) {
      throw new Unfit(RealtimeErrors.previousUnknown(previous));
    }
    return items.after(previous);
  }

  private Items.Entry insert(Item item, int at) {
    String id = item.id().orElseThrow();
    Optional<Message> line = ItemWords.line(item, items::call);
    line.ifPresent(
        words ->
            session.edit(
                new HistoryEdit.Insert(
                    id,
                    words.role(),
                    words.text(),
                    at == items.size()
                        ? Optional.empty()
                        : Optional.of(items.lineBefore(at).orElse("")))));
    Items.Entry entry = items.insert(at, item, line.map(words -> id));
    Optional<String> previous = items.before(entry.id());
    out.send(new ServerEvent.ItemAdded(item, previous));
    out.send(new ServerEvent.ItemDone(item, previous));
    return entry;
  }

  private static Item named(Item wanted) {
    Item item = wanted.id().isPresent() ? wanted : wanted.withId(Ids.item());
    return switch (item) {
      case Item.Message m -> new Item.Message(m.id(), m.role(), ItemStatus.COMPLETED, m.content());
      case Item.FunctionCallOutput o ->
          new Item.FunctionCallOutput(o.id(), o.callId(), o.output(), ItemStatus.COMPLETED);
      default -> item;
    };
  }

  private void refuseWhatNobodyUnderstands(Item item) {
    if (item instanceof Item.FunctionCallOutput output && items.call(output.callId()).isEmpty()) {
      throw new Unfit(RealtimeErrors.unknownCall(output.callId()));
    }
    if (item instanceof Item.Message message) {
      for (int i = 0; i < message.content().size(); i++) {
        if (message.content().get(i) instanceof Content.InputImage) {
          throw new Unfit(
              RealtimeError.invalid(
                  "invalid_value",
                  "This server's language model does not look at images",
                  Optional.of("item.content[" + i + "].type")));
        }
      }
    }
  }

  /** {@code conversation.item.retrieve}. */
  void retrieve(String itemId) {
    Items.Entry entry =
        items.find(itemId).orElseThrow(() -> new Unfit(RealtimeErrors.retrieveUnknown(itemId)));
    Item item =
        entry.item() instanceof Item.Message message
            ? UserTurns.withSound(message, entry.sound())
            : entry.item();
    out.send(new ServerEvent.ItemRetrieved(item));
  }

  /** {@code conversation.item.delete}. */
  void delete(String itemId) {
    Items.Entry entry =
        items.find(itemId).orElseThrow(() -> new Unfit(RealtimeErrors.deleteUnknown(itemId)));
    items.remove(entry);
    entry.line().ifPresent(line -> session.edit(new HistoryEdit.Remove(line)));
    out.send(new ServerEvent.ItemDeleted(itemId));
  }

  /** {@code conversation.item.truncate}: the client says how much of an answer was heard. */
  void truncate(String itemId, int contentIndex, int audioEndMs) {
    Items.Entry entry =
        items.find(itemId).orElseThrow(() -> new Unfit(RealtimeErrors.truncateUnknown(itemId)));
    boolean spoken =
        entry.item() instanceof Item.Message message
            && message.role() == coda.voice.protocol.realtime.Role.ASSISTANT
            && message.content().stream().anyMatch(Content.OutputAudio.class::isInstance);
    if (!spoken || contentIndex != 0) {
      throw new Unfit(RealtimeErrors.truncateWithoutAudio(itemId));
    }
    if (audioEndMs > entry.audioMs() + TRUNCATION_TOLERANCE_MS) {
      throw new Unfit(RealtimeErrors.truncateBeyond(entry.audioMs(), audioEndMs));
    }
    int keptMs = (int) Math.min(audioEndMs, entry.audioMs());
    int bytesPerMs =
        config.output().format().rate() / 1_000 * config.output().format().bytesPerSample();
    items.cutSound(entry, keptMs * bytesPerMs, keptMs);
    entry.line().ifPresent(line -> session.heardOnly(line, keptMs));
    out.send(new ServerEvent.ItemTruncated(itemId, contentIndex, keptMs));
  }

  /** {@code response.create}. */
  void respond(Optional<String> eventId, ResponseParams params) {
    if (config.type() == SessionType.TRANSCRIPTION) {
      throw new Unfit(RealtimeErrors.notInTranscription("response.create"));
    }
    boolean beside = params.conversation() == ResponseParams.Conversation.NONE;
    ResponseInProgress running = response;
    if (running != null && !beside) {
      throw new Unfit(RealtimeErrors.activeResponse(running.id()));
    }
    SessionConfig how = params.over(config);
    ReplyRequest request =
        ask(new Asked(eventId, how, params), answers(how), params.input().map(this::lines));
    if (beside) {
      session.respondAside(request);
    } else {
      session.respond(request);
    }
  }

  private ReplyRequest ask(Asked what, AnswerSettings answers, Optional<List<Message>> context) {
    requests++;
    String requestId = "request_" + requests;
    asked.put(requestId, what);
    return new ReplyRequest(requestId, answers, context);
  }

  private List<Message> lines(List<ResponseInput> input) {
    List<Message> lines = new ArrayList<>();
    Map<String, Item.FunctionCall> calls = new HashMap<>();
    for (ResponseInput each : input) {
      Item item =
          switch (each) {
            case ResponseInput.Given given -> given.item();
            case ResponseInput.Reference reference ->
                items
                    .find(reference.id())
                    .map(Items.Entry::item)
                    .orElseThrow(() -> new Unfit(RealtimeErrors.retrieveUnknown(reference.id())));
          };
      if (item instanceof Item.FunctionCall call) {
        calls.put(call.callId(), call);
      }
      ItemWords.line(item, id -> Optional.ofNullable(calls.get(id)).or(() -> items.call(id)))
          .ifPresent(lines::add);
    }
    return lines;
  }

  /** {@code response.cancel}. */
  void cancel(Optional<String> responseId) {
    Optional<ResponseInProgress> aside =
        asides.values().stream()
            .filter(each -> responseId.equals(Optional.of(each.id())))
            .findAny();
    if (aside.isPresent()) {
      session.interruptAside(aside.get().replyId());
      return;
    }
    ResponseInProgress running = response;
    if (running == null || responseId.filter(id -> !id.equals(running.id())).isPresent()) {
      throw new Unfit(RealtimeErrors.cancelNotActive());
    }
    session.interrupt();
  }

  /** No new turns; ends when the present answer has been given. */
  void drain() {
    session.drain();
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
    switch (notice) {
      case SessionNotice.TurnBegan n ->
          turns.began(n, paddingMs(), TurnPlan.voiceActivity(config), audio);
      case SessionNotice.TurnEnded n -> turns.ended(n, audio);
      case SessionNotice.Transcribed n -> turns.transcribed(n, transcribes());
      case SessionNotice.TurnDropped n -> turns.dropped(n, transcribes());
      case SessionNotice.ReplyStarted n -> begins(n);
      case SessionNotice.ReplyRefused n -> refused(n);
      case SessionNotice.ReplyText n -> of(n.replyId(), r -> r.text(n.text()));
      case SessionNotice.ReplyAudio n -> {
        spoke = true;
        plays(n.frame().durationMicros() / 1_000);
        of(n.replyId(), r -> r.audio(n.frame()));
      }
      case SessionNotice.ToolHandedOver n -> of(n.replyId(), r -> r.handOver(n));
      case SessionNotice.ReplyCounted n -> of(n.replyId(), r -> r.counted(n.count()));
      case SessionNotice.Interrupted n -> of(n.replyId(), r -> r.interrupted(n.reason()));
      case SessionNotice.Problem n ->
          problem =
              Optional.of(
                  RealtimeError.server(
                      n.code().toLowerCase(Locale.ROOT),
                      n.safeMessage() + " (" + n.reference() + ")"));
      case SessionNotice.ReplyEnded n -> ends(n);
      case SessionNotice.HeardOnly n -> heardOnly(n);
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
      case SessionNotice.ToolBegan n -> {
        // A tool of the server's: nobody's business.
      }
      case SessionNotice.ToolEnded n -> {
        // See above.
      }
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

  /** Does something with the response that an answer is. */
  private void of(String replyId, Consumer<ResponseInProgress> step) {
    ResponseInProgress now = response;
    if (now != null && now.replyId().equals(replyId)) {
      step.accept(now);
    } else {
      Optional.ofNullable(asides.get(replyId)).ifPresent(step);
    }
  }

  private void ends(SessionNotice.ReplyEnded notice) {
    of(notice.replyId(), r -> r.ended(notice.outcome(), problem));
    problem = Optional.empty();
    ResponseInProgress now = response;
    if (now != null && now.replyId().equals(notice.replyId())) {
      response = null;
    }
    asides.remove(notice.replyId());
  }

  private void begins(SessionNotice.ReplyStarted notice) {
    Asked request = asked.remove(notice.requestId());
    SessionConfig how = request == null ? config : request.config();
    ResponseParams params = request == null ? ResponseParams.NONE : request.params();
    boolean beside = params.conversation() == ResponseParams.Conversation.NONE;
    ResponseObject created =
        ResponseObject.created(
            Ids.response(),
            beside ? Optional.empty() : Optional.of(conversationId),
            how,
            params.metadata());
    ResponseInProgress begun =
        new ResponseInProgress(notice.replyId(), created, how, beside ? new Items() : items, out);
    if (beside) {
      asides.put(notice.replyId(), begun);
    } else {
      response = begun;
    }
  }

  private void refused(SessionNotice.ReplyRefused notice) {
    Asked request = asked.remove(notice.requestId());
    ResponseInProgress now = response;
    if (request == null || over) {
      return;
    }
    RealtimeError why =
        now == null
            ? RealtimeErrors.activeResponse("another one waits to begin")
            : RealtimeErrors.activeResponse(now.id());
    out.error(why.about(request.eventId()));
  }

  private void heardOnly(SessionNotice.HeardOnly notice) {
    Optional<Items.Entry> entry = items.ofLine(notice.replyId());
    if (entry.isPresent() && entry.get().item() instanceof Item.Message message) {
      entry
          .get()
          .become(
              new Item.Message(
                  message.id(),
                  message.role(),
                  message.status(),
                  List.of(
                      new Content.OutputAudio(Optional.empty(), Optional.of(notice.heardText())))));
    }
  }

  /** A client that plays what it is sent as it comes is still busy with it afterwards. */
  private void plays(long ms) {
    playsUntilMs = Math.max(playsUntilMs, parts.loop().nowMillis()) + ms;
  }

  private void quiet() {
    long left = playsUntilMs - parts.loop().nowMillis();
    if (left > 0) {
      parts.loop().schedule(left, this::quiet);
    } else if (!over && response == null && !turns.hearing()) {
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
    String itemId = turns.silence(audio);
    out.send(new ServerEvent.TimeoutTriggered(itemId, startMs, endMs));
    turns.nothingSaid(itemId, transcribes());
    if (vad.createResponse()) {
      session.respond(
          ask(
              new Asked(Optional.empty(), config, ResponseParams.NONE),
              answers(config),
              Optional.empty()));
    }
  }
}
