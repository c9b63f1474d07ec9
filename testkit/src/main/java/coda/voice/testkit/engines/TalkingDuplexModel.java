package coda.voice.testkit.engines;

import coda.voice.audio.AudioFrame;
import coda.voice.engine.Capacity;
import coda.voice.engine.Capacity.Permit;
import coda.voice.engine.DuplexModel;
import coda.voice.engine.EngineContext;
import coda.voice.engine.EngineException;
import coda.voice.engine.EngineProvider;
import coda.voice.engine.Health;
import coda.voice.engine.LightEngine;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A duplex model for real sockets and real time: every 80 ms it says 80 ms of sound, and after
 * speech the same sentence, one word each {@value #WORD_MS} ms. It can be away, die and come back.
 * What is taken is counted.
 */
public final class TalkingDuplexModel extends LightEngine implements DuplexModel {
  /** Its name. */
  public static final String NAME = "talking-duplex";

  /** What it says. */
  public static final String SENTENCE = "I am listening";

  /** Sound of a word, in ms. */
  public static final int WORD_MS = 240;

  private static final int RATE = 24_000;
  private static final int STEP = 1_920;
  private static final int STEP_MS = 80;
  private static final int LOUD = 500;

  /** Quiet after which it takes its turn, in steps: 240 ms. */
  private static final int QUIET_STEPS = 3;

  private final Set<String> languages;
  private final List<Stream> streams = new CopyOnWriteArrayList<>();
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("talking-duplex-", 0).factory());
  private volatile boolean away;

  /**
   * A model that is there.
   *
   * @param languages BCP 47
   */
  public TalkingDuplexModel(String... languages) {
    super(NAME, new Capacity(NAME, 1_000));
    this.languages = Set.of(languages);
  }

  /** From now on it is not there, or is again. */
  public TalkingDuplexModel away(boolean is) {
    away = is;
    return this;
  }

  /** It goes away, and whoever talks to it is told so. */
  public void dies() {
    away = true;
    streams.forEach(stream -> run(stream::die));
  }

  /** Streams that are open. */
  public int openStreams() {
    return capacity().inUse();
  }

  /** It as a provider under its name. */
  public EngineProvider<DuplexModel> provider() {
    return new Provider(this);
  }

  @Override
  public void warmUp() {
    if (away) {
      throw EngineException.unavailable(NAME, "run the model of the test");
    }
  }

  @Override
  public Health health() {
    return away ? Health.down("away") : Health.READY;
  }

  @Override
  public int sampleRate() {
    return RATE;
  }

  @Override
  public Set<String> languages() {
    return languages;
  }

  @Override
  public DuplexStream open(DuplexRequest request, DuplexListener listener) {
    if (away) {
      throw EngineException.unavailable(NAME, "run the model of the test");
    }
    Stream stream = new Stream(listener, capacity().acquire());
    streams.add(stream);
    run(stream::begin);
    return stream;
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }

  private void run(Runnable task) {
    try {
      thread.execute(task);
    } catch (RejectedExecutionException closed) {
      // Nobody is told anything any more.
    }
  }

  /** All of it but the callers' methods lives on the model's thread. */
  private final class Stream implements DuplexStream {
    private final DuplexListener listener;
    private final Permit permit;
    private final Deque<String> words = new ArrayDeque<>();
    private @Nullable Future<?> ticking;
    private int wordSteps;
    private int quietSteps;
    private boolean spokenTo;
    private volatile boolean loud;
    private volatile boolean over;

    Stream(DuplexListener listener, Permit permit) {
      this.listener = listener;
      this.permit = permit;
    }

    @Override
    public void hear(AudioFrame frame) {
      if (loud(frame)) {
        loud = true;
      }
    }

    private void begin() {
      listener.onReady();
      if (!over) {
        ticking = thread.scheduleAtFixedRate(this::step, STEP_MS, STEP_MS, TimeUnit.MILLISECONDS);
      }
    }

    private static boolean loud(AudioFrame frame) {
      long sum = 0;
      for (int i = 0; i < frame.length(); i++) {
        sum += Math.abs(frame.samples()[i]);
      }
      return sum > (long) LOUD * frame.length();
    }

    private void step() {
      if (over) {
        if (ticking != null) {
          ticking.cancel(false);
        }
        return;
      }
      spokenTo |= loud;
      quietSteps = loud ? 0 : quietSteps + 1;
      loud = false;
      if (spokenTo && quietSteps == QUIET_STEPS) {
        spokenTo = false;
        Arrays.stream(SENTENCE.split(" ")).map(word -> " " + word).forEach(words::add);
      }
      String word = "";
      if (wordSteps == 0 && !words.isEmpty()) {
        word = words.remove();
        wordSteps = WORD_MS / STEP_MS;
      }
      short[] samples = new short[STEP];
      if (wordSteps > 0) {
        wordSteps--;
        Arrays.fill(samples, (short) 4_321);
      }
      listener.onAudio(samples);
      if (!word.isEmpty()) {
        listener.onText(word);
      }
    }

    private void die() {
      if (end()) {
        listener.onFailure(EngineException.unavailable(NAME, "it died"));
      }
    }

    private boolean end() {
      boolean first = !over;
      over = true;
      permit.close();
      streams.remove(this);
      return first;
    }

    @Override
    public void close() {
      end();
    }
  }

  private record Provider(TalkingDuplexModel engine) implements EngineProvider<DuplexModel> {
    @Override
    public Class<DuplexModel> kind() {
      return DuplexModel.class;
    }

    @Override
    public String name() {
      return NAME;
    }

    @Override
    public String summary() {
      return "For tests.";
    }

    @Override
    public Availability availability(EngineContext context) {
      return Availability.yes("itself");
    }

    @Override
    public DuplexModel open(EngineContext context) {
      return engine;
    }
  }
}
