package coda.voice.benchmarks;

import coda.voice.audio.FramePool;
import coda.voice.conversation.SessionEngines;
import coda.voice.conversation.SessionLoop;
import coda.voice.conversation.SessionLoop.Cancellable;
import coda.voice.conversation.TurnSettings;
import coda.voice.gateway.HomeLoop;
import coda.voice.gateway.LogContext;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The event loops of a server, and the people who talk to it meanwhile: each speaks for two
 * seconds, listens for two, and is answered or interrupts, in frames of 20 ms at real-time pace.
 */
final class Loops implements AutoCloseable {
  private static final int SPEAKS_FRAMES = 100;
  private static final int CYCLE_FRAMES = 200;

  private final Vertx vertx = Vertx.vertx();
  private final List<Talker> talkers = new ArrayList<>();

  /** The loop of one more socket; loops take turns. */
  SessionLoop next() {
    return new HomeLoop(
        vertx.getOrCreateContext(),
        new LogContext("benchmark"),
        defect -> {
          throw new AssertionError(defect);
        });
  }

  /** Lets so many people talk from now on. */
  void talk(int sessions, SessionEngines engines, FramePool pool) {
    for (int i = 0; i < sessions; i++) {
      SessionLoop loop = next();
      talkers.add(new Talker(loop, new LiveSession(loop, engines, pool, TurnSettings.DEFAULTS), i));
    }
    talkers.forEach(Talker::start);
  }

  @Override
  public void close() throws Exception {
    boolean unanswered = talkers.stream().noneMatch(talker -> talker.session.answered());
    talkers.forEach(Talker::stop);
    vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    if (unanswered && !talkers.isEmpty()) {
      throw new AssertionError("Nobody was answered: this was no load");
    }
  }

  /** Somebody at the other end of a socket; frames come on its loop, as from a socket. */
  private static final class Talker {
    private final SessionLoop loop;
    private final LiveSession session;
    private int frames;
    private volatile boolean over;
    private volatile Cancellable timer = () -> {};

    Talker(SessionLoop loop, LiveSession session, int number) {
      this.loop = loop;
      this.session = session;
      this.frames = number * 7;
    }

    void start() {
      timer = loop.schedule(FramePool.FRAME_MS, this::tick);
    }

    private void tick() {
      if (over) {
        return;
      }
      if (frames++ % CYCLE_FRAMES < SPEAKS_FRAMES) {
        session.hearSpeech();
      } else {
        session.hearSilence();
      }
      timer = loop.schedule(FramePool.FRAME_MS, this::tick);
    }

    void stop() {
      over = true;
      timer.cancel();
      session.close();
    }
  }
}
