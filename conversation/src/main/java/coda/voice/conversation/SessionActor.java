package coda.voice.conversation;

import static coda.voice.conversation.turn.TurnError.INTERNAL_ERROR;

import coda.voice.VoiceException;
import coda.voice.audio.AudioFrame;
import coda.voice.audio.FramePool;
import coda.voice.audio.enhance.EnhancementOptions;
import coda.voice.conversation.listening.Hearing;
import coda.voice.conversation.turn.Lifecycle;
import coda.voice.conversation.turn.Reply;
import coda.voice.conversation.turn.TurnEvent;
import coda.voice.conversation.turn.TurnMachine;
import coda.voice.conversation.turn.TurnRules;
import coda.voice.conversation.turn.TurnState;
import coda.voice.conversation.turn.User;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The single writer of a session: feeds events into the turn machine and carries out its effects.
 * Everything here happens on the session's loop.
 */
final class SessionActor {
  private static final Logger LOG = LoggerFactory.getLogger(SessionActor.class);

  /** Missing microphone audio up to this long is late, more is silence, in ms. */
  private static final long NETWORK_GAP_MS = 250;

  /** Whoever holds a button and sends nothing for so long has let it go, in ms. */
  private static final long BUTTON_GAP_MS = 3_000;

  /** A greeting that finds no moment for so long is not said, in ms. */
  private static final long GREETING_FRESH_MS = 5_000;

  /** Nor is a prompt, for then it is not quiet any more, in ms. */
  private static final long PROMPT_FRESH_MS = 1_000;

  private final String conversationId;
  private final SessionLoop loop;
  private final long openedAt;
  private final SessionWitness witness;
  private final Announcer announcer;
  private final Hearing hearing;
  private final Ears ears;
  private final Modes modes;
  private final Performer performer;
  private final EffectRunner effects;
  private final SilenceWatch silenceWatch;
  private final SilenceWatch buttonWatch;
  private final TurnTimers timers;
  private final TurnStopwatch stopwatch = new TurnStopwatch();
  private final Deque<TurnEvent> events = new ArrayDeque<>();

  private final Phrases phrases;
  private final boolean wordsComeEarly;
  private final TurnRules rules;

  private TurnState state;
  private boolean greeted;
  private Optional<VoiceSetup> voice = Optional.empty();
  private String language;
  private boolean stepping;
  private boolean finished;
  private long speechEndedAt;
  private boolean speechOpen;

  SessionActor(
      SessionSetup setup,
      SessionEngines engines,
      FramePool pool,
      SessionLoop loop,
      SessionListener listener,
      TurnRules rules) {
    this.rules = rules;
    this.conversationId = setup.conversationId();
    this.loop = loop;
    this.openedAt = loop.nowMillis();
    this.language = setup.language();
    this.phrases = setup.phrases();
    this.wordsComeEarly = engines.recognizer().tellsPartials();
    this.state = TurnState.initial(ConversationMode.FULL_DUPLEX, suited(setup.turns()));
    this.witness = setup.witness();
    this.announcer =
        new Announcer(new WitnessedListener(listener, witness, this::now), setup.mode());
    this.ears = new Ears(setup, engines, pool, loop, this, announcer);
    this.hearing = new Hearing(pool, engines, loop, ears);
    this.silenceWatch =
        new SilenceWatch(loop, NETWORK_GAP_MS, this::expectingAudio, this::hearSilence);
    this.buttonWatch = new SilenceWatch(loop, BUTTON_GAP_MS, this::buttonHeld, gap -> commit());
    this.timers =
        new TurnTimers(loop, hearing::heardMs, timer -> on(new TurnEvent.TimerFired(now(), timer)));
    this.modes = new Modes(setup, engines, loop, pool, announcer, this);
    this.performer = performer(setup, engines, pool);
    this.effects = new EffectRunner(this, hearing, ears, performer, announcer, timers, stopwatch);
  }

  private Performer performer(SessionSetup setup, SessionEngines engines, FramePool pool) {
    try {
      return new Performer(
          setup, engines, pool, loop, announcer, hearing, stopwatch, modes, ears, this);
    } catch (RuntimeException e) {
      ears.close();
      throw e;
    }
  }

  /**
   * Where words are known only at the end, they cannot decide in time: the length of speech does.
   */
  private TurnSettings suited(TurnSettings wanted) {
    return wordsComeEarly ? wanted : wanted.withInterruptionWords(0);
  }

  void begin() {
    on(new TurnEvent.Configured(now(), state.mode(), state.settings()));
  }

  void startVoice(VoiceSetup setup) {
    if (over()) {
      return;
    }
    voice = Optional.of(setup);
    hearing.start(setup, state.settings());
    performer.voice(setup);
    modes.voice(setup);
    on(new TurnEvent.Configured(now(), machineMode(setup), state.settings()));
    if (state.user() instanceof User.Speaking) {
      // The new line listens afresh: it will not tell the end of what the old one heard begin.
      ears.onSpeechStopped(hearing.heardMs(), 0);
    }
    if (!greeted && !phrases.greeting().isBlank() && performer.lines() == 0) {
      propose(phrases.greeting(), GREETING_FRESH_MS);
    }
    greeted = true;
  }

  void proposeIdlePrompt() {
    if (phrases.idlePrompt().isBlank()) {
      announcer.tell(new SessionNotice.QuietIsLong());
    } else {
      propose(phrases.idlePrompt(), PROMPT_FRESH_MS);
    }
  }

  private void propose(String text, long freshMs) {
    on(new TurnEvent.SpeechProposed(now(), text, freshMs, false));
  }

  /** Without voice activity detection, only the client can tell where a turn begins and ends. */
  private static ConversationMode machineMode(VoiceSetup setup) {
    return setup.voiceActivity() ? setup.mode() : ConversationMode.PUSH_TO_TALK;
  }

  void endVoice() {
    commit();
    hearing.stop();
    announce();
  }

  void hear(AudioFrame frame) {
    if (over() || voice.isEmpty()) {
      return;
    }
    silenceWatch.audioArrived();
    buttonWatch.audioArrived();
    witness.onMicrophone(now(), frame);
    if (state.mode() == ConversationMode.PUSH_TO_TALK && state.turn().isEmpty()) {
      on(new TurnEvent.SpeechStarted(now(), now()));
    }
    if (rawToModel()) {
      modes.hear(frame);
    }
    hearing.hear(frame);
    timers.heard();
  }

  /** What nobody cleans goes to the duplex model as it came, with all its brightness. */
  private boolean rawToModel() {
    return voice.filter(v -> v.enhancement().equals(EnhancementOptions.OFF)).isPresent();
  }

  void moreAudioComes() {
    silenceWatch.audioArrived();
  }

  OptionalInt roomMs() {
    return hearing.roomMs();
  }

  /** A frame as the recogniser hears it. */
  void heardClean(AudioFrame frame) {
    if (!rawToModel()) {
      modes.hear(frame);
    }
  }

  private void hearSilence(long ms) {
    hearing.silence(ms);
    timers.heard();
  }

  void audioDropped(long frames) {
    if (over()) {
      return;
    }
    LOG.warn("Session {} fell behind and dropped {} microphone frames", conversationId, frames);
    announcer.tell(new SessionNotice.AudioDropped(frames));
  }

  void commit() {
    hearing.forgetSpeech();
    on(new TurnEvent.Committed(now()));
  }

  void clear() {
    hearing.forgetSpeech();
    on(new TurnEvent.Cleared(now()));
  }

  void type(String text) {
    if (!text.isBlank()) {
      on(new TurnEvent.Typed(now(), text.strip()));
    }
  }

  void respond(ReplyRequest request) {
    if (!over() && performer.willAsk(request)) {
      on(new TurnEvent.ReplyRequested(now(), request.requestId()));
    }
  }

  void respondAside(ReplyRequest request) {
    if (!over()) {
      performer.startAside(request);
    }
  }

  void interruptAside(String replyId) {
    if (!over()) {
      performer.stopAside(replyId);
    }
  }

  void edit(HistoryEdit edit) {
    if (!over()) {
      performer.edit(edit);
      settle();
    }
  }

  void heardOnly(String replyId, long playedMs) {
    if (!over()) {
      performer.heardOnly(replyId, playedMs);
      settle();
    }
  }

  void interrupt() {
    on(new TurnEvent.InterruptRequested(now()));
  }

  void played(String replyId, long playedMs) {
    performer.acknowledge(replyId, playedMs);
    settle();
  }

  void configure(SessionChange change) {
    change.language().ifPresent(this::language);
    change.mode().ifPresent(modes::mode);
    performer.configure(change);
    TurnSettings turns = change.turns().map(this::suited).orElse(state.settings());
    on(new TurnEvent.Configured(now(), state.mode(), turns));
  }

  private void language(String wanted) {
    language = wanted;
    ears.language(wanted);
    modes.language();
  }

  void connectionLost() {
    on(new TurnEvent.ConnectionLost(now()));
  }

  void connectionResumed() {
    silenceWatch.audioArrived();
    buttonWatch.audioArrived();
    on(new TurnEvent.ConnectionResumed(now()));
  }

  void drain() {
    on(new TurnEvent.DrainRequested(now()));
  }

  void close(String reason) {
    on(new TurnEvent.CloseRequested(now(), reason));
  }

  /**
   * A defect, of ours or of an engine: it is told, and the session ends without leaving anything.
   */
  void failed(RuntimeException failure) {
    try {
      announcer.problem(
          new VoiceException(
              INTERNAL_ERROR,
              "Session " + conversationId + " failed: " + failure,
              "Internal processing error",
              failure));
    } finally {
      events.clear();
      stepping = false;
      closeForCertain();
    }
  }

  /** Ends also when what is told on the way fails: somebody listening must not keep engines. */
  private void closeForCertain() {
    try {
      close("internal");
    } finally {
      if (over() && !finished) {
        finish("internal");
      }
    }
  }

  /** When the user last stopped speaking, in ms of the loop's clock. */
  long speechEndedAt() {
    return speechEndedAt;
  }

  /** The user stopped speaking, at a session time. */
  void speechEnded(long since) {
    speechEndedAt = openedAt + since;
    speechOpen = false;
  }

  /** The user began to speak. */
  void speechBegan() {
    speechOpen = true;
    modes.userSpeaks();
  }

  /** The user's turn is over, whether the end of speech was noticed or not. */
  void turnEnded() {
    if (speechOpen) {
      speechEnded(now());
    }
  }

  Modes modes() {
    return modes;
  }

  /** Milliseconds since the session opened. */
  long now() {
    return loop.nowMillis() - openedAt;
  }

  TurnState state() {
    return state;
  }

  String conversationId() {
    return conversationId;
  }

  String language() {
    return language;
  }

  /** Takes an event; one that an effect brings about waits until the present step is done. */
  void on(TurnEvent event) {
    events.add(event);
    if (stepping) {
      return;
    }
    stepping = true;
    try {
      @Nullable TurnEvent next;
      while ((next = events.poll()) != null) {
        TurnMachine.Step step = rules.next(state, next);
        state = step.state();
        witness.onStep(next, step);
        step.effects().forEach(effects::carryOut);
        announce();
      }
    } finally {
      stepping = false;
    }
    silenceWatch.look();
    buttonWatch.look();
    settle();
  }

  /** Between steps: what depends on where the conversation is. */
  void settle() {
    if (!stepping && !over()) {
      modes.settle(state);
      announce();
      performer.keepTurns(!(state.reply() instanceof Reply.None));
    }
  }

  private void announce() {
    announcer.state(state, hearing.listening(), performer.lines());
  }

  /** The machine has closed the session: gives everything back and says goodbye. */
  void finish(String reason) {
    finished = true;
    long heardMs = hearing.heardMs();
    AtEnd.all(
        hearing::close,
        ears::close,
        performer::close,
        modes::close,
        // The machine has called its timers off; after a failure in mid-step some may be left.
        timers::disarmAll,
        silenceWatch::stop,
        buttonWatch::stop,
        this::announce,
        () -> performer.keepTurns(false),
        () -> announcer.tell(new SessionNotice.Ended(reason, performer.summary(heardMs))));
  }

  private boolean over() {
    return state.lifecycle() == Lifecycle.CLOSED;
  }

  /** Whether the client's connection is lost: what it does not send then says nothing. */
  private boolean away() {
    return state.lifecycle() == Lifecycle.SUSPENDED;
  }

  /**
   * Whether a turn is open that only the client ends, and may have forgotten to. A front door that
   * asks for answers also says when turns are over, as late as it likes.
   */
  private boolean buttonHeld() {
    return !over()
        && state.settings().manners().answers()
        && !away()
        && state.mode() == ConversationMode.PUSH_TO_TALK
        && state.turn().isPresent();
  }

  /** Whether somebody is being heard, so that audio that stays away means silence. */
  private boolean expectingAudio() {
    boolean heardByItself =
        state.mode() != ConversationMode.PUSH_TO_TALK && !(state.user() instanceof User.Silent);
    return !over() && !away() && hearing.listening() && (timers.awaitAudio() || heardByItself);
  }
}
