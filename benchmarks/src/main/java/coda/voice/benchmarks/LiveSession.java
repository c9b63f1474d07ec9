package coda.voice.benchmarks;

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
import coda.voice.conversation.SessionLoop;
import coda.voice.conversation.SessionNotice;
import coda.voice.conversation.SessionSetup;
import coda.voice.conversation.SessionWitness;
import coda.voice.conversation.TurnSettings;
import coda.voice.conversation.VoiceSetup;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * A session on a real loop, driven frame by frame from another thread, which can wait for what the
 * session tells.
 */
final class LiveSession implements SessionListener {
  private static final long PATIENCE_S = 10;

  final Session session;
  private final SessionLoop loop;
  private final AudioFrame speech;
  private final AudioFrame silence;
  private volatile boolean answered;
  private volatile Waiting waiting = new Waiting(notice -> false);

  LiveSession(SessionLoop loop, SessionEngines engines, FramePool pool, TurnSettings turns) {
    this.loop = loop;
    this.speech = frame(pool, 4000);
    this.silence = frame(pool, 0);
    this.session =
        Session.open(
            new SessionSetup(
                "measured",
                "en",
                "",
                ProcessingMode.TRADITIONAL,
                ModeSettings.DEFAULTS,
                ZoneOffset.UTC,
                turns,
                400,
                List.of(),
                Phrases.of("en"),
                SessionWitness.NONE),
            engines,
            pool,
            loop,
            this);
    session.startVoice(
        new VoiceSetup(
            InstantEngines.RATE,
            InstantEngines.RATE,
            ConversationMode.FULL_DUPLEX,
            true,
            EnhancementOptions.OFF));
  }

  private static AudioFrame frame(FramePool pool, int amplitude) {
    int length = FramePool.samplesPerFrame(InstantEngines.RATE);
    AudioFrame frame = pool.lease(InstantEngines.RATE).length(length);
    for (int i = 0; i < length; i++) {
      frame.samples()[i] = (short) (i % 2 == 0 ? amplitude : -amplitude);
    }
    return frame;
  }

  void hearSpeech() {
    session.hear(speech);
  }

  void hearSilence() {
    session.hear(silence);
  }

  /** From now on the next notice that fits is waited for. */
  Waiting expect(Predicate<SessionNotice> wanted) {
    Waiting next = new Waiting(wanted);
    waiting = next;
    return next;
  }

  /** Waits until everything handed in so far was dealt with. */
  void settle() {
    Waiting settled = new Waiting(notice -> false);
    loop.execute(settled.done::countDown);
    settled.await();
  }

  /** Whether any answer was heard so far. */
  boolean answered() {
    return answered;
  }

  void close() {
    Waiting ended = expect(SessionNotice.Ended.class::isInstance);
    session.close("client");
    ended.await();
    speech.release();
    silence.release();
  }

  @Override
  public void onNotice(SessionNotice notice) {
    answered |= notice instanceof SessionNotice.ReplyAudio;
    Waiting now = waiting;
    if (now.wanted.test(notice)) {
      now.done.countDown();
    }
  }

  @Override
  public boolean readyForAudio() {
    return true;
  }

  /** Something that is waited for. */
  static final class Waiting {
    private final Predicate<SessionNotice> wanted;
    private final CountDownLatch done = new CountDownLatch(1);

    private Waiting(Predicate<SessionNotice> wanted) {
      this.wanted = wanted;
    }

    /** Waits for it; a benchmark that waits for nothing fails instead of hanging. */
    void await() {
      try {
        if (!done.await(PATIENCE_S, TimeUnit.SECONDS)) {
          throw new AssertionError("What was expected did not happen");
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new AssertionError("Interrupted", e);
      }
    }
  }
}
