package coda.voice.conversation;

import static coda.voice.conversation.turn.TurnError.LANGUAGE_UNAVAILABLE;

import coda.voice.audio.AudioFrame;
import coda.voice.audio.FramePool;
import coda.voice.conversation.SessionLoop.Cancellable;
import coda.voice.conversation.duplex.DuplexLine;
import coda.voice.conversation.duplex.DuplexWatcher;
import coda.voice.conversation.duplex.Utterance;
import coda.voice.conversation.turn.Lead;
import coda.voice.conversation.turn.Lifecycle;
import coda.voice.conversation.turn.Reply;
import coda.voice.conversation.turn.TurnEvent;
import coda.voice.conversation.turn.TurnState;
import coda.voice.engine.EngineChange;
import coda.voice.engine.EngineException;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The mode a session was asked to work in, what can be done of it now, and the line to the duplex
 * model. On the session's loop.
 *
 * <p>A mode changes between turns. When the duplex model is gone, the session works as {@link
 * ProcessingMode#TRADITIONAL}; when nothing can be understood, but the model is there, as {@link
 * ProcessingMode#MOSHI_ONLY}: told when it begins and when it is over.
 */
final class Modes implements DuplexWatcher {
  private static final Logger LOG = LoggerFactory.getLogger(Modes.class);

  private final SessionSetup setup;
  private final SessionEngines engines;
  private final SessionLoop loop;
  private final FramePool pool;
  private final Announcer announcer;
  private final SessionActor actor;

  private ProcessingMode requested;
  private ProcessingMode wanted;
  private ProcessingMode told;
  private String trouble = "";
  private boolean deaf;
  private boolean parked;
  private boolean closed;
  private boolean goesOn;
  private boolean reopens;
  private long lastSpoken;
  private Optional<DuplexLine> line = Optional.empty();
  private Optional<Utterance> spoken = Optional.empty();
  private @Nullable Utterance offered;
  private @Nullable Cancellable idle;

  Modes(
      SessionSetup setup,
      SessionEngines engines,
      SessionLoop loop,
      FramePool pool,
      Announcer announcer,
      SessionActor actor) {
    this.setup = setup;
    this.engines = engines;
    this.loop = loop;
    this.pool = pool;
    this.announcer = announcer;
    this.actor = actor;
    this.requested = setup.mode();
    this.wanted = requested;
    this.told = requested;
  }

  /** How the session works now. */
  ProcessingMode effective() {
    boolean needsModel =
        requested == ProcessingMode.MOSHI_ONLY || requested == ProcessingMode.HYBRID;
    boolean there = line.filter(DuplexLine::promising).isPresent();
    if (needsModel && line.isPresent() && !there && !parked) {
      return ProcessingMode.TRADITIONAL;
    }
    boolean understandsElse = requested != ProcessingMode.TRADITIONAL;
    return deaf && there && understandsElse ? ProcessingMode.MOSHI_ONLY : requested;
  }

  /** The line to the duplex model, where there is one. */
  Optional<DuplexLine> line() {
    return line;
  }

  /**
   * Whether the duplex model speaks a language.
   *
   * @param language BCP 47
   */
  boolean duplexSpeaks(String language) {
    return engines
        .duplex()
        .filter(
            model -> model.languages().stream().anyMatch(tag -> main(tag).equals(main(language))))
        .isPresent();
  }

  /** From the next turn on the session works in another mode. */
  void mode(ProcessingMode mode) {
    wanted = mode;
  }

  /** Whether the session works as it was asked to. */
  boolean asWanted() {
    return effective() == requested;
  }

  /** There is sound now, or it travels otherwise; a model that is there remembers what was said. */
  void voice(VoiceSetup voice) {
    if (line.filter(l -> l.outputRate() == voice.outputRate()).isPresent()) {
      return;
    }
    line.ifPresent(DuplexLine::close);
    line =
        engines
            .duplex()
            .map(
                model ->
                    new DuplexLine(
                        model, loop, pool, voice.outputRate(), setup.conversationId(), this));
    lastSpoken = loop.nowMillis();
    connect();
  }

  private void connect() {
    if (closed || parked || requested == ProcessingMode.TRADITIONAL) {
      return;
    }
    if (duplexSpeaks(actor.language())) {
      // The session's voice is one of the synthesiser's; the duplex model speaks with its own.
      line.ifPresent(l -> l.open(actor.language(), ""));
      watchIdleness();
    }
  }

  /** The session has another language: the line is opened anew between turns. */
  void language() {
    reopens = true;
  }

  private void reopen() {
    reopens = false;
    boolean other =
        line.filter(l -> !main(l.language()).equals(main(actor.language()))).isPresent();
    if (other) {
      line.ifPresent(DuplexLine::close);
      connect();
    }
  }

  private static String main(String language) {
    return Locale.forLanguageTag(language).getLanguage();
  }

  void hear(AudioFrame frame) {
    line.ifPresent(l -> l.hear(frame));
  }

  /** The user has begun to speak. */
  void userSpeaks() {
    lastSpoken = loop.nowMillis();
    goesOn = false;
    line.ifPresent(DuplexLine::userSpeaks);
    if (parked) {
      parked = false;
      connect();
    }
  }

  /** The recogniser works. */
  void understood() {
    deaf = false;
  }

  /** The recogniser does not work. */
  void notUnderstood(String code) {
    deaf = true;
    trouble = code;
  }

  /**
   * An answer is over.
   *
   * @param mayGoOn whether the duplex model said it to its end, and may have more to say
   */
  void replyEnded(boolean mayGoOn) {
    goesOn = mayGoOn;
    lastSpoken = loop.nowMillis();
  }

  /** What the model began to say when the turn machine was told; the performer takes it. */
  Optional<Utterance> takeSpoken() {
    Optional<Utterance> taken = spoken;
    spoken = Optional.empty();
    return taken;
  }

  /** After every step: changes what may change between turns. */
  void settle(TurnState state) {
    if (state.lifecycle() == Lifecycle.CLOSED || closed) {
      return;
    }
    if (wanted != requested && betweenTurns(state)) {
      change();
    }
    if (reopens && betweenTurns(state)) {
      reopen();
    }
    tellIfDifferent();
    passLead(state);
    offerWhatWasSaid();
  }

  /** The model leads, owes an answer and has begun it when nobody could take it: an offer. */
  private void offerWhatWasSaid() {
    TurnState state = actor.state();
    if (state.lead() == Lead.MODEL
        && state.owed().isPresent()
        && !(state.reply() instanceof Reply.Announced)) {
      saidSinceTheUser().filter(said -> said != offered).ifPresent(this::speaks);
    }
  }

  private Optional<Utterance> saidSinceTheUser() {
    return line.flatMap(l -> l.saidSince(actor.speechEndedAt() - Casting.ANSWERS_EARLY_MS));
  }

  private void change() {
    requested = wanted;
    told = requested;
    deaf = false;
    parked = false;
    announcer.mode(requested);
    if (requested == ProcessingMode.TRADITIONAL) {
      line.ifPresent(DuplexLine::close);
    } else {
      connect();
    }
  }

  private void tellIfDifferent() {
    ProcessingMode now = effective();
    if (now != told) {
      told = now;
      String code = duplexSpeaks(actor.language()) ? trouble : LANGUAGE_UNAVAILABLE.code();
      announcer.tell(new SessionNotice.ModeChanged(requested, now, now == requested ? "" : code));
    }
  }

  private void passLead(TurnState state) {
    boolean leads =
        effective() == ProcessingMode.MOSHI_ONLY && line.filter(DuplexLine::live).isPresent();
    Lead lead = leads ? Lead.MODEL : Lead.SESSION;
    // Of what was said before it leads, a model may know nothing.
    boolean nobodySpeaks =
        state.turn().isEmpty()
            && state.pending().isEmpty()
            && state.owed().isEmpty()
            && state.waiting().isEmpty();
    if (lead != state.lead() && (lead == Lead.SESSION || nobodySpeaks)) {
      actor.on(new TurnEvent.LeadPassed(actor.now(), lead));
      if (lead == Lead.MODEL) {
        saidSinceTheUser().ifPresent(this::speaks);
      }
    }
  }

  private static boolean betweenTurns(TurnState state) {
    return state.turn().isEmpty()
        && state.pending().isEmpty()
        && !(state.reply() instanceof Reply.Announced);
  }

  @Override
  public void onLive() {
    actor.settle();
  }

  @Override
  public void onLost() {
    actor.settle();
  }

  @Override
  public void onGone(EngineException failure) {
    trouble = failure.code();
    if (requested.needsDuplexModel()) {
      announcer.problem(failure);
    } else {
      // Nothing was promised: whoever is there answers.
      LOG.info(
          "Session {} does without its duplex model: {}: {}",
          setup.conversationId(),
          failure.code(),
          failure.getMessage());
    }
    actor.settle();
  }

  @Override
  public void onSpoke(Utterance utterance) {
    lastSpoken = loop.nowMillis();
    if (actor.state().lead() == Lead.MODEL || goesOn) {
      speaks(utterance);
    }
  }

  private void speaks(Utterance utterance) {
    spoken = Optional.of(utterance);
    offered = utterance;
    actor.on(new TurnEvent.ModelSpoke(actor.now()));
  }

  @Override
  public void onEngineChange(EngineChange change) {
    announcer.engineChanged(change);
  }

  private void watchIdleness() {
    if (idle == null) {
      idle = loop.schedule(setup.modes().duplexIdleMs(), this::parkIfIdle);
    }
  }

  private void parkIfIdle() {
    idle = null;
    long quietMs = loop.nowMillis() - lastSpoken;
    if (quietMs < setup.modes().duplexIdleMs()) {
      idle = loop.schedule(setup.modes().duplexIdleMs() - quietMs, this::parkIfIdle);
    } else if (betweenTurns(actor.state())) {
      parked = true;
      line.ifPresent(DuplexLine::close);
      actor.settle();
    } else {
      watchIdleness();
    }
  }

  void close() {
    closed = true;
    if (idle != null) {
      idle.cancel();
    }
    line.ifPresent(DuplexLine::close);
    spoken = Optional.empty();
  }
}
