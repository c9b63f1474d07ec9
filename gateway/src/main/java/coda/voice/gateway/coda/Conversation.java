package coda.voice.gateway.coda;

import static coda.voice.gateway.GatewayError.PROTOCOL_NOT_SUPPORTED;
import static coda.voice.protocol.ProtocolError.PROTOCOL_AUDIO_ENCODING;
import static coda.voice.protocol.ProtocolError.PROTOCOL_BINARY_FRAME;

import coda.voice.audio.AudioException;
import coda.voice.conversation.ConversationMode;
import coda.voice.conversation.Owner;
import coda.voice.conversation.ProcessingMode;
import coda.voice.conversation.Session;
import coda.voice.conversation.SessionChange;
import coda.voice.conversation.SessionEngines;
import coda.voice.conversation.SessionNotice;
import coda.voice.conversation.SessionSetup;
import coda.voice.conversation.TurnSettings;
import coda.voice.conversation.VoiceSetup;
import coda.voice.conversation.store.ConversationKeeper;
import coda.voice.gateway.GatewayException;
import coda.voice.gateway.SessionDefaults;
import coda.voice.gateway.sessions.BoardEntry;
import coda.voice.gateway.sessions.SessionBoard;
import coda.voice.gateway.sessions.Vitals;
import coda.voice.protocol.ProtocolException;
import coda.voice.protocol.coda.AudioConfig;
import coda.voice.protocol.coda.AudioEncoding;
import coda.voice.protocol.coda.AudioText;
import coda.voice.protocol.coda.BinaryFrame;
import coda.voice.protocol.coda.ClientMessage;
import coda.voice.protocol.coda.EventType;
import coda.voice.protocol.coda.Mode;
import coda.voice.protocol.coda.ServerMessage;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A conversation as the protocol has it: a session, its microphone and its replies. */
final class Conversation {
  private static final Logger LOG = LoggerFactory.getLogger(Conversation.class);

  private static final long NOT = Long.MIN_VALUE;

  private final ConnectionParts parts;
  private final Owner owner;
  private final SessionDefaults defaults;
  private final Choices choices;
  private final Session session;
  private final ReplyWriter replies;
  private final NoticeWriter notices;
  private final KeptTurns kept;
  private final BoardEntry shown;
  private final Consumer<Conversation> whenOver;

  private ProcessingMode mode;
  private String language;
  private TurnSettings turns;
  private @Nullable MicrophoneFeed microphone;
  private int streams;
  private long lastFrame = -1;
  private boolean framesMayRepeat;
  private Optional<String> endRequest = Optional.empty();
  private boolean endRequested;
  private boolean over;
  private volatile long endingSinceMs = NOT;

  /**
   * Opens a conversation and answers {@code conversation_start}.
   *
   * @param parts that serve the client
   * @param visit whose conversation it is
   * @param start what the client wants
   * @param named an id from the envelope, used when the message has none
   * @param inReplyTo the message
   * @param earlier what was said in it before
   * @param whenOver told once, when the session has ended
   * @throws coda.voice.VoiceException when it cannot be opened; nothing is held then
   */
  Conversation(
      ConnectionParts parts,
      Visit visit,
      ClientMessage.ConversationStart start,
      Optional<String> named,
      Optional<String> inReplyTo,
      ConversationKeeper.Earlier earlier,
      Consumer<Conversation> whenOver) {
    this.parts = parts;
    this.whenOver = whenOver;
    this.owner = parts.who().owner();
    this.defaults = parts.shared().defaults().get();
    SessionEngines engines = parts.shared().service().engines();
    this.choices = new Choices(engines);
    this.turns = defaults.turns();
    this.language = choices.language(start.language().orElse(defaults.language()));
    this.mode =
        start
            .mode()
            .map(wanted -> choices.together(choices.mode(wanted), language))
            .orElseGet(() -> choices.usual(defaults.mode(), language));
    String voice = choices.voice(start.voice().orElse(defaults.voice()));
    if (start.profile().isPresent()) {
      throw notSupported("profile");
    }
    String id = parts.shared().names().claim(owner, start.conversationId().or(() -> named), visit);
    this.kept =
        new KeptTurns(parts, defaults.keeper(), id, earlier, Translate.history(start.history()));
    this.replies =
        new ReplyWriter(
            parts.out(), parts.loop(), id, engines.synthesizer().name(), parts.metrics());
    this.notices = new NoticeWriter(parts, id, mode, replies, this::ended);
    this.shown =
        parts
            .shared()
            .board()
            .enter(
                new SessionBoard.Card(id, owner, "coda", parts.visitor().address(), mode),
                reason -> parts.loop().execute(() -> close(reason)));
    try {
      this.session =
          Session.open(
              new SessionSetup(
                  id,
                  language,
                  voice,
                  mode,
                  defaults.modes(),
                  defaults.zone(),
                  turns,
                  defaults.playbackLeadMs(),
                  kept.history(),
                  defaults.phrases().in(language),
                  defaults.journals().open(id, turns),
                  kept),
              engines,
              parts.shared().pool(),
              parts.loop(),
              shown.watching(notices));
    } catch (RuntimeException e) {
      shown.leave();
      parts.shared().names().release(owner, id);
      throw e;
    }
    parts.out().begin(id);
    parts.log().conversation(id);
    answerStart(inReplyTo);
    kept.begin();
  }

  private void answerStart(Optional<String> inReplyTo) {
    LOG.debug("The conversation begins");
    parts
        .out()
        .answer(
            new ServerMessage.ConversationStarted(
                session.id(),
                new ServerMessage.ConversationState(
                    "waiting", Translate.mode(mode), false, false, kept.history().size()),
                turns.suspensionMs() > 0 ? Optional.of(parts.tokens().issue()) : Optional.empty(),
                new ServerMessage.ServerInfo(
                    parts.shared().service().version(), parts.shared().service().engineNames())),
            inReplyTo);
    parts.events().emit(EventType.CONVERSATION_CREATED, Map.of("conversation_id", session.id()));
  }

  String id() {
    return session.id();
  }

  /** Audio will come; what came before is another stream. */
  void startVoice(ClientMessage.VoiceStart start, Optional<String> inReplyTo) {
    AudioConfig config = Translate.withMonoReply(start.audioConfig());
    TurnSettings wanted = choices.turns(Translate.turns(turns, Translate.changes(config.vad())));
    ProcessingMode wantedMode = start.mode().map(this::possible).orElse(mode);
    ConversationMode turnMode = Translate.turnMode(config.conversationMode());
    boolean clientEndsTurns = turnMode == ConversationMode.PUSH_TO_TALK || !config.vad().enabled();

    closeMicrophone();
    int stream = ++streams & 0xFFFF;
    lastFrame = -1;
    framesMayRepeat = false;
    microphone = new MicrophoneFeed(parts, config.input(), stream, session, clientEndsTurns);
    replies.voice(config.output(), stream);
    change(Optional.of(wantedMode), wanted);
    session.startVoice(
        new VoiceSetup(
            config.sampleRate(),
            config.output().sampleRate(),
            turnMode,
            config.vad().enabled(),
            Translate.enhancement(defaults.enhancement(), config.enhancement())));
    parts
        .out()
        .answer(
            new ServerMessage.VoiceStarted(
                session.id(), Translate.mode(mode), stream, true, config),
            inReplyTo);
  }

  /** Audio, a typed message, or the end of a turn. */
  void chunk(ClientMessage.VoiceChunk chunk, Optional<String> inReplyTo) {
    chunk.mode().ifPresent(this::changeMode);
    if (chunk.audioData().isPresent()) {
      MicrophoneFeed feed = microphone();
      byte[] bytes = AudioText.decode(feed.format().encoding(), chunk.audioData().get());
      feed.take(
          bytes,
          inReplyTo,
          () -> {
            if (chunk.isFinal()) {
              commit();
            }
          });
    } else if (chunk.textContent().isPresent()) {
      session.type(chunk.textContent().get());
    } else {
      microphone();
      commit();
    }
  }

  /** A binary frame. */
  void binary(byte[] bytes) {
    MicrophoneFeed feed = microphone();
    if (feed.format().encoding() != AudioEncoding.BINARY) {
      throw new ProtocolException(
          PROTOCOL_AUDIO_ENCODING,
          "A binary frame came, but audio was agreed to travel as "
              + feed.format().encoding().wireName());
    }
    BinaryFrame frame = BinaryFrame.decode(bytes);
    if (frame.kind() != BinaryFrame.Kind.MICROPHONE || frame.stream() != feed.stream()) {
      throw new ProtocolException(
          PROTOCOL_BINARY_FRAME,
          "The binary frame is of kind %s and stream %d; allowed: microphone (1), stream %d"
              .formatted(
                  frame.kind().name().toLowerCase(java.util.Locale.ROOT),
                  frame.stream(),
                  feed.stream()));
    }
    if (!repeated(frame.sequence())) {
      lastFrame = frame.sequence();
      feed.take(frame.bytes(), Optional.empty(), () -> {});
    }
  }

  /** Whether a frame came before the socket was lost; only the first ones after that can have. */
  private boolean repeated(long sequence) {
    framesMayRepeat = framesMayRepeat && lastFrame >= 0 && (int) (sequence - lastFrame) <= 0;
    return framesMayRepeat;
  }

  /** The sequence of the last microphone frame of the stream, if there was one. */
  OptionalLong lastFrame() {
    return lastFrame < 0 ? OptionalLong.empty() : OptionalLong.of(lastFrame);
  }

  /** How it stands. */
  ServerMessage.ConversationState state() {
    return notices.state();
  }

  /** For how long a client that lost its socket is waited for, in ms. */
  int suspensionMs() {
    return turns.suspensionMs();
  }

  /** Whether the client has asked for its end. */
  boolean endRequested() {
    return endRequested;
  }

  /** The client's socket is lost: what is being said waits for it. */
  void suspend() {
    shown.away(true);
    session.suspend();
  }

  /** The client is back. */
  void resume() {
    framesMayRepeat = true;
    shown.away(false);
    session.resume();
  }

  /** No more audio comes; the turn in progress ends, and its reply still comes. */
  void endVoice(Optional<String> inReplyTo) {
    MicrophoneFeed feed = microphone();
    long heardMs;
    Optional<AudioException> complaint = Optional.empty();
    try {
      feed.endStretch();
    } catch (AudioException e) {
      complaint = Optional.of(e);
    }
    heardMs = feed.heardMs();
    closeMicrophone();
    notices.turnCommitted();
    session.endVoice();
    parts
        .out()
        .answer(
            new ServerMessage.VoiceEnded(
                session.id(), System.currentTimeMillis() / 1000.0, heardMs),
            inReplyTo);
    complaint.ifPresent(
        e -> {
          throw e;
        });
  }

  void interrupt(Optional<String> inReplyTo) {
    notices.interruptRequested(inReplyTo);
    session.interrupt();
  }

  void played(ClientMessage.Playback playback) {
    session.played(playback.responseId(), playback.playedMs());
  }

  /** Changes settings; all of them or, when one is wrong, none. */
  void configure(ClientMessage.Configure wanted, Optional<String> inReplyTo) {
    Optional<ProcessingMode> newMode = wanted.mode().map(choices::mode);
    Optional<String> voice = wanted.voice().map(choices::voice);
    Optional<String> newLanguage = wanted.language().map(choices::language);
    choices.together(newMode.orElse(mode), newLanguage.orElse(language));
    TurnSettings newTurns = choices.turns(Translate.turns(turns, wanted.turns()));
    boolean turnsChange = !newTurns.equals(turns);
    newMode.ifPresent(m -> mode = m);
    newLanguage.ifPresent(l -> language = l);
    turns = newTurns;
    session.configure(
        new SessionChange(
            newMode, voice, newLanguage, turnsChange ? Optional.of(newTurns) : Optional.empty()));
    Map<String, Object> data = new HashMap<>();
    data.put("conversation_id", session.id());
    newMode.ifPresent(m -> data.put("mode", Translate.mode(m).wireName()));
    voice.ifPresent(v -> data.put("voice", v));
    newLanguage.ifPresent(l -> data.put("language", l));
    data.put("turns_changed", turnsChange);
    parts.events().tell(EventType.CONVERSATION_UPDATED, data, inReplyTo);
  }

  /** The client wants no more. */
  void end(Optional<String> inReplyTo) {
    endRequest = inReplyTo;
    endRequested = true;
    close("client");
  }

  /** The running reply finishes, then the session ends. */
  void drain() {
    session.drain();
  }

  /** Ends at once and gives everything back. */
  void close(String reason) {
    ending();
    closeMicrophone();
    session.close(reason);
  }

  private void ending() {
    if (endingSinceMs == NOT) {
      endingSinceMs = parts.loop().nowMillis();
    }
  }

  /** Signs of life; may be asked from any thread. */
  Vitals vitals() {
    long since = endingSinceMs;
    return new Vitals(
        notices.answeringSinceMs(), since == NOT ? OptionalLong.empty() : OptionalLong.of(since));
  }

  /** Ends, and counts as over whether the session manages to end or not. */
  void abandon(String reason) {
    close(reason);
    if (!over) {
      over = true;
      kept.end();
      shown.leave();
      parts.shared().names().release(owner, session.id());
      whenOver.accept(this);
    }
  }

  private void ended(SessionNotice.Ended notice) {
    if (over) {
      return;
    }
    LOG.debug("The conversation ended: {}", notice.reason());
    ending();
    kept.end();
    closeMicrophone();
    parts.shared().names().release(owner, session.id());
    parts
        .out()
        .answer(
            new ServerMessage.ConversationEnded(session.id(), Translate.summary(notice.summary())),
            endRequest);
    parts
        .events()
        .emit(
            EventType.CONVERSATION_ENDED,
            Map.of("conversation_id", session.id(), "reason", notice.reason()));
    over = true;
    whenOver.accept(this);
  }

  private void commit() {
    notices.turnCommitted();
    try {
      MicrophoneFeed feed = microphone;
      if (feed != null) {
        feed.endStretch();
      }
    } finally {
      session.commit();
    }
  }

  private void changeMode(Mode wanted) {
    change(Optional.of(possible(wanted)), turns);
  }

  /** A mode this conversation can have in its language. */
  private ProcessingMode possible(Mode wanted) {
    return choices.together(choices.mode(wanted), language);
  }

  private void change(Optional<ProcessingMode> newMode, TurnSettings newTurns) {
    Optional<ProcessingMode> modeChange = newMode.filter(m -> m != mode);
    Optional<TurnSettings> turnChange =
        newTurns.equals(turns) ? Optional.empty() : Optional.of(newTurns);
    if (modeChange.isPresent() || turnChange.isPresent()) {
      modeChange.ifPresent(m -> mode = m);
      turns = newTurns;
      session.configure(
          new SessionChange(modeChange, Optional.empty(), Optional.empty(), turnChange));
    }
  }

  private MicrophoneFeed microphone() {
    MicrophoneFeed feed = microphone;
    if (feed == null) {
      throw MicrophoneFeed.notStarted();
    }
    return feed;
  }

  private void closeMicrophone() {
    MicrophoneFeed feed = microphone;
    microphone = null;
    if (feed != null) {
      feed.close();
    }
  }

  /** Part of the protocol, but not of this server. */
  static GatewayException notSupported(String what) {
    return new GatewayException(
        PROTOCOL_NOT_SUPPORTED, what + " is not supported by this server yet");
  }
}
