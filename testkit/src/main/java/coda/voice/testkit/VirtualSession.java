package coda.voice.testkit;

import coda.voice.audio.AudioFrame;
import coda.voice.audio.FramePool;
import coda.voice.audio.enhance.EnhancementOptions;
import coda.voice.conversation.ConversationMode;
import coda.voice.conversation.ModeSettings;
import coda.voice.conversation.Phrases;
import coda.voice.conversation.ProcessingMode;
import coda.voice.conversation.Session;
import coda.voice.conversation.SessionEngines;
import coda.voice.conversation.SessionListener;
import coda.voice.conversation.SessionNotice;
import coda.voice.conversation.SessionSetup;
import coda.voice.conversation.SessionWitness;
import coda.voice.conversation.TurnSettings;
import coda.voice.conversation.VoiceSetup;
import coda.voice.conversation.reply.PreparedSpeech;
import coda.voice.conversation.routing.AdaptiveRouter;
import coda.voice.conversation.routing.RouterState;
import coda.voice.conversation.store.StoredTurn;
import coda.voice.engine.Tool;
import coda.voice.testkit.engines.LoudnessDetector;
import coda.voice.testkit.engines.ScriptedDuplexModel;
import coda.voice.testkit.engines.ScriptedLanguageModel;
import coda.voice.testkit.engines.ScriptedRecognizer;
import coda.voice.testkit.engines.ScriptedSynthesizer;
import coda.voice.testkit.engines.ScriptedTurnDetector;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A whole session in virtual time, with scripted engines, and everything it told.
 *
 * <p>The test speaks with {@link #userSpeaks} and {@link #userIsSilent}: audio arrives in frames of
 * 20 ms while time passes.
 */
public final class VirtualSession {
  private static final int RATE = 16_000;

  /** Its time. */
  public final VirtualLoop loop = new VirtualLoop();

  /** Its frames. */
  public final FramePool pool = new FramePool(256);

  /** Its recogniser. */
  public final ScriptedRecognizer recognizer = new ScriptedRecognizer(loop, 4);

  /** Its voice. */
  public final ScriptedSynthesizer synthesizer = new ScriptedSynthesizer(loop);

  /** Its language model. */
  public final ScriptedLanguageModel model = new ScriptedLanguageModel(loop);

  /** Its duplex model; only sessions in a mode that wants one use it. */
  public final ScriptedDuplexModel duplex = new ScriptedDuplexModel(loop);

  /** Decides who answers in adaptive mode; never explores. */
  public final AdaptiveRouter router = new AdaptiveRouter(RouterState.FRESH, 0, () -> 1);

  /** Its voice activity detector. */
  public final LoudnessDetector loudness = new LoudnessDetector();

  /** Its turn detector. */
  public final ScriptedTurnDetector turnDetector = new ScriptedTurnDetector();

  /** The session. */
  public final Session session;

  /** The turns it gave away for keeping, in order. */
  public final List<StoredTurn> kept = new ArrayList<>();

  private final List<Told> told = new ArrayList<>();
  private boolean clientReads = true;

  /** A session with sound, full duplex, with the default times. */
  public VirtualSession() {
    this(ConversationMode.FULL_DUPLEX, TurnSettings.DEFAULTS);
  }

  /**
   * A session with sound.
   *
   * @param mode how turns are taken
   * @param turns the times
   */
  public VirtualSession(ConversationMode mode, TurnSettings turns) {
    this(mode, turns, SessionWitness.NONE);
  }

  /**
   * A session with sound, and somebody who sees all of it.
   *
   * @param mode how turns are taken
   * @param turns the times
   * @param witness sees everything
   */
  public VirtualSession(ConversationMode mode, TurnSettings turns, SessionWitness witness) {
    this(mode, turns, witness, ProcessingMode.TRADITIONAL, ModeSettings.DEFAULTS, List.of());
  }

  /**
   * A session with sound, full duplex, and tools of its own.
   *
   * @param turns the times
   * @param tools the session's
   */
  public VirtualSession(TurnSettings turns, List<Tool> tools) {
    this(
        ConversationMode.FULL_DUPLEX,
        turns,
        SessionWitness.NONE,
        ProcessingMode.TRADITIONAL,
        ModeSettings.DEFAULTS,
        tools);
  }

  /**
   * A session with sound and a duplex model beside the other engines.
   *
   * @param processing who answers
   * @param modes how the modes with a duplex model work
   */
  public VirtualSession(ProcessingMode processing, ModeSettings modes) {
    this(
        ConversationMode.FULL_DUPLEX,
        TurnSettings.DEFAULTS,
        SessionWitness.NONE,
        processing,
        modes,
        List.of());
  }

  private VirtualSession(
      ConversationMode mode,
      TurnSettings turns,
      SessionWitness witness,
      ProcessingMode processing,
      ModeSettings modes,
      List<Tool> tools) {
    SessionEngines engines =
        new SessionEngines(
            recognizer, synthesizer, model, loudness, turnDetector, prepared(), tools);
    boolean chainAlone = processing == ProcessingMode.TRADITIONAL;
    session =
        Session.open(
            new SessionSetup(
                "test",
                "en",
                "",
                processing,
                modes,
                ZoneOffset.UTC,
                turns,
                400,
                List.of(),
                Phrases.of("en"),
                witness,
                kept::add),
            chainAlone ? engines : engines.with(duplex, router),
            pool,
            loop,
            new SessionListener() {
              @Override
              public void onNotice(SessionNotice notice) {
                told.add(new Told(loop.nowMillis(), notice));
              }

              @Override
              public boolean readyForAudio() {
                return clientReads;
              }
            });
    session.startVoice(new VoiceSetup(RATE, RATE, mode, true, EnhancementOptions.OFF));
    loop.settle();
  }

  /** Apologies are spoken ahead by a voice of their own, so that they are there when one fails. */
  private PreparedSpeech prepared() {
    PreparedSpeech prepared = new PreparedSpeech(new ScriptedSynthesizer(loop).startsAfter(0));
    Phrases phrases = Phrases.of("en");
    prepared.prepare(phrases.noAnswer(), "en", "");
    prepared.prepare(phrases.cutOff(), "en", "");
    loop.settle();
    return prepared;
  }

  /**
   * Whether the client takes audio from now on.
   *
   * @param reads whether
   */
  public void clientReads(boolean reads) {
    clientReads = reads;
  }

  /**
   * The user speaks.
   *
   * @param ms how long, a multiple of 20
   */
  public VirtualSession userSpeaks(long ms) {
    return sound(ms, 4000);
  }

  /**
   * The microphone hears nothing.
   *
   * @param ms how long, a multiple of 20
   */
  public VirtualSession userIsSilent(long ms) {
    return sound(ms, 0);
  }

  /**
   * No audio arrives at all.
   *
   * @param ms how long
   */
  public VirtualSession nothingArrives(long ms) {
    loop.pass(ms);
    return this;
  }

  private VirtualSession sound(long ms, int amplitude) {
    for (long done = 0; done < ms; done += FramePool.FRAME_MS) {
      AudioFrame frame = pool.lease(RATE).length(FramePool.samplesPerFrame(RATE));
      for (int i = 0; i < frame.length(); i++) {
        frame.samples()[i] = (short) (i / 4 % 2 == 0 ? amplitude : -amplitude);
      }
      loop.pass(FramePool.FRAME_MS);
      session.hear(frame);
      frame.release();
      loop.settle();
    }
    return this;
  }

  /** Everything told so far, in order. */
  public List<Told> told() {
    return List.copyOf(told);
  }

  /**
   * Everything told of one kind, in order.
   *
   * @param kind which
   */
  public <T extends SessionNotice> List<T> told(Class<T> kind) {
    return told.stream().map(Told::notice).filter(kind::isInstance).map(kind::cast).toList();
  }

  /**
   * When the last notice of a kind was told, ms of virtual time.
   *
   * @param kind which
   */
  public long lastAt(Class<? extends SessionNotice> kind) {
    return told.stream()
        .filter(t -> kind.isInstance(t.notice()))
        .mapToLong(Told::at)
        .max()
        .orElse(-1);
  }

  /** Whether nothing is held any more: no frame, permit, timer, detector or dialogue. */
  public boolean everythingGivenBack() {
    int[] held = {
      (int) pool.leased(),
      recognizer.capacity().inUse(),
      synthesizer.capacity().inUse(),
      model.capacity().inUse(),
      model.openDialogues(),
      duplex.openStreams(),
      loudness.openDetectors(),
      loop.waiting()
    };
    return Arrays.stream(held).allMatch(n -> n == 0);
  }

  /**
   * A notice and when it came.
   *
   * @param at ms of virtual time
   * @param notice what; a frame in it must not be touched any more
   */
  public record Told(long at, SessionNotice notice) {}
}
