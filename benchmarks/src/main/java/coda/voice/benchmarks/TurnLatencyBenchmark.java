package coda.voice.benchmarks;

import coda.voice.audio.FramePool;
import coda.voice.benchmarks.LiveSession.Waiting;
import coda.voice.conversation.SessionEngines;
import coda.voice.conversation.SessionNotice;
import coda.voice.conversation.SessionNotice.StateChanged;
import coda.voice.conversation.TurnSettings;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What the framework adds to a turn, with engines that take no time, on a real event loop: from the
 * frame that makes it speech to held playback, and from the frame that ends the turn to the first
 * sound of the answer. The hand-over from this thread to the loop and back is part of both.
 */
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 3)
@Measurement(iterations = 5, time = 4)
@Fork(1)
public class TurnLatencyBenchmark {
  /** Frames from which on a sound is speech. */
  private static final int ONSET_FRAMES = 3;

  /** Silent frames after which speech is over; the detector being sure, so is the turn. */
  private static final int SILENT_FRAMES = 10;

  /** The loops and whoever else talks on them. */
  @State(Scope.Benchmark)
  public static class Server {
    /** How many others talk at the same time. */
    @Param({"0", "200"})
    public int sessions;

    final FramePool pool = new FramePool(4096);
    final SessionEngines engines = InstantEngines.all();
    final Loops loops = new Loops();

    /** The others begin. */
    @Setup
    public void open() {
      loops.talk(sessions, engines, pool);
    }

    /** Everybody goes. */
    @TearDown
    public void close() throws Exception {
      loops.close();
    }

    LiveSession session() {
      return new LiveSession(loops.next(), engines, pool, TurnSettings.DEFAULTS);
    }
  }

  /** A session whose answer is heard and whose user has been loud, but for one frame. */
  @State(Scope.Thread)
  @SuppressWarnings("NullAway.Init") // JMH calls the set-up first
  public static class Interrupting {
    private LiveSession live;
    private Waiting held;

    /** The user asks, the answer begins, the user begins to speak. */
    @Setup(Level.Invocation)
    public void speak(Server server) {
      live = server.session();
      askAndPause(live);
      Waiting answered = live.expect(SessionNotice.ReplyAudio.class::isInstance);
      live.hearSilence();
      answered.await();
      for (int i = 1; i < ONSET_FRAMES; i++) {
        live.hearSpeech();
      }
      live.settle();
      held = live.expect(notice -> notice instanceof StateChanged state && !state.speaking());
    }

    /** The session ends. */
    @TearDown(Level.Invocation)
    public void close() {
      live.close();
    }
  }

  /** A session whose user has spoken and been silent, but for one frame. */
  @State(Scope.Thread)
  @SuppressWarnings("NullAway.Init") // JMH calls the set-up first
  public static class Asking {
    private LiveSession live;
    private Waiting answered;

    /** The user asks and pauses. */
    @Setup(Level.Invocation)
    public void speak(Server server) {
      live = server.session();
      askAndPause(live);
      answered = live.expect(SessionNotice.ReplyAudio.class::isInstance);
    }

    /** The session ends. */
    @TearDown(Level.Invocation)
    public void close() {
      live.close();
    }
  }

  private static void askAndPause(LiveSession live) {
    for (int i = 0; i < 20; i++) {
      live.hearSpeech();
    }
    for (int i = 1; i < SILENT_FRAMES; i++) {
      live.hearSilence();
    }
    live.settle();
  }

  /** From the frame that makes it speech until no further frame of the answer is sent. */
  @Benchmark
  public void hold(Interrupting user) {
    user.live.hearSpeech();
    user.held.await();
  }

  /** From the frame that ends the turn until the first frame of the answer is sent. */
  @Benchmark
  public void replyStart(Asking user) {
    user.live.hearSilence();
    user.answered.await();
  }
}
