package coda.voice.engine.ladder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import coda.voice.audio.AudioFrame;
import coda.voice.audio.FramePool;
import coda.voice.engine.Capacity;
import coda.voice.engine.Capacity.Permit;
import coda.voice.engine.DialogueScope;
import coda.voice.engine.EngineChange;
import coda.voice.engine.EngineException;
import coda.voice.engine.Health;
import coda.voice.engine.LanguageModel;
import coda.voice.engine.LightEngine;
import coda.voice.engine.Recognizer;
import coda.voice.engine.Transcript;
import coda.voice.engine.ladder.LadderSettings.BreakerSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Real threads: engines, deadlines, callers and cancels all at once. */
class LadderConcurrencyTest {
  private static final int WORKS = 2_000;
  private static final int FRAMES = 20;

  private final SystemLadderClock clock = new SystemLadderClock();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final FramePool pool = new FramePool(64);
  private final List<String> wrongs = new CopyOnWriteArrayList<>();

  @AfterEach
  void close() {
    threads.close();
    clock.close();
  }

  @Test
  void shouldHandOnUtterancesWithoutAGapWhileTheyAreSpoken() throws Exception {
    RestlessEar first = new RestlessEar("first", true);
    RestlessEar second = new RestlessEar("second", false);
    RecognizerLadder ladder =
        new RecognizerLadder(
            List.of(first, second),
            new LadderSettings(new BreakerSettings(100, 100, 60_000), 60_000, 10_000),
            clock);
    ladder.warmUp();
    AtomicInteger finals = new AtomicInteger();
    AtomicInteger cancelled = new AtomicInteger();
    CountDownLatch over = new CountDownLatch(WORKS);
    for (int i = 0; i < WORKS; i++) {
      boolean cancels = i % 5 == 0;
      threads.execute(() -> speak(ladder, cancels, finals, cancelled, over));
    }

    assertThat(over.await(2, TimeUnit.MINUTES)).isTrue();
    await()
        .atMost(1, TimeUnit.MINUTES)
        .untilAsserted(() -> assertThat(ladder.inUseBelow()).isZero());
    await()
        .atMost(1, TimeUnit.MINUTES)
        .untilAsserted(() -> assertThat(ladder.capacity().inUse()).isZero());
    await()
        .atMost(1, TimeUnit.MINUTES)
        .untilAsserted(() -> assertThat(ladder.framesOut()).isZero());
    assertThat(wrongs).isEmpty();
    assertThat(pool.leased()).isZero();
    assertThat(finals.get() + cancelled.get()).isEqualTo(WORKS);
  }

  private void speak(
      RecognizerLadder ladder,
      boolean cancels,
      AtomicInteger finals,
      AtomicInteger cancelled,
      CountDownLatch over) {
    AtomicInteger ends = new AtomicInteger();
    var recognition =
        ladder.open(
            new Recognizer.RecognitionRequest("c", "en"),
            new Recognizer.RecognitionListener() {
              @Override
              public void onPartial(Transcript transcript) {
                wrongs.add("partial");
              }

              @Override
              public void onFinal(Transcript transcript) {
                if (ends.getAndIncrement() == 0 && !cancels) {
                  finals.incrementAndGet();
                  over.countDown();
                }
                if (!transcript.text().equals("all")) {
                  wrongs.add(transcript.text());
                }
              }

              @Override
              public void onFailure(EngineException failure) {
                wrongs.add(failure.getMessage());
                over.countDown();
              }
            });
    for (int f = 0; f < FRAMES; f++) {
      AudioFrame frame = pool.lease(16_000).length(1);
      frame.samples()[0] = (short) f;
      recognition.hear(frame);
      frame.release();
      if (cancels && f == ThreadLocalRandom.current().nextInt(FRAMES)) {
        break;
      }
      Thread.yield();
    }
    if (cancels) {
      recognition.cancel();
      cancelled.incrementAndGet();
      over.countDown();
    } else {
      recognition.finish();
    }
  }

  @Test
  void shouldLetOneEngineThroughAndEndOnceWhenDeadlinesDeliveriesAndCancelsMeet() throws Exception {
    List<LanguageModel> models =
        List.of(new HurriedModel("first"), new HurriedModel("second"), new HurriedModel("third"));
    LanguageModelLadder ladder =
        new LanguageModelLadder(
            models, new LadderSettings(new BreakerSettings(3, 10, 1), 4, 0), clock);
    ladder.warmUp();
    AtomicInteger ends = new AtomicInteger();
    AtomicInteger refused = new AtomicInteger();
    AtomicInteger cancelled = new AtomicInteger();
    CountDownLatch over = new CountDownLatch(WORKS);
    for (int i = 0; i < WORKS; i++) {
      boolean cancels = i % 5 == 0;
      threads.execute(
          () -> {
            try (LanguageModel.Dialogue dialogue = ladder.open(new NoScope())) {
              JealousListener listener = new JealousListener(cancels, ends, over);
              var answer =
                  dialogue.answer(
                      new LanguageModel.AnswerRequest("hello", List.of(), false), listener);
              if (cancels) {
                LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(4_000_000));
                answer.cancel();
                cancelled.incrementAndGet();
                over.countDown();
              }
            } catch (EngineException nobody) {
              refused.incrementAndGet();
              over.countDown();
            }
          });
    }

    assertThat(over.await(2, TimeUnit.MINUTES)).isTrue();
    await()
        .atMost(1, TimeUnit.MINUTES)
        .untilAsserted(() -> assertThat(ladder.inUseBelow()).isZero());
    await()
        .atMost(1, TimeUnit.MINUTES)
        .untilAsserted(() -> assertThat(ladder.capacity().inUse()).isZero());
    assertThat(wrongs).isEmpty();
    assertThat(ends.get() + refused.get() + cancelled.get()).isEqualTo(WORKS);
  }

  /** Does not like two engines, two threads or two ends. */
  private final class JealousListener implements LanguageModel.AnswerListener {
    private final boolean cancels;
    private final AtomicInteger ends;
    private final CountDownLatch over;
    private final AtomicBoolean inside = new AtomicBoolean();
    private final AtomicReference<@Nullable String> source = new AtomicReference<>();
    private final AtomicBoolean ended = new AtomicBoolean();

    JealousListener(boolean cancels, AtomicInteger ends, CountDownLatch over) {
      this.cancels = cancels;
      this.ends = ends;
      this.over = over;
    }

    private void alone(Runnable what) {
      if (!inside.compareAndSet(false, true)) {
        wrongs.add("two threads at once");
      }
      if (ended.get()) {
        wrongs.add("after the end");
      }
      what.run();
      inside.set(false);
    }

    @Override
    public void onText(String delta) {
      alone(
          () -> {
            String before = source.getAndSet(delta);
            if (before != null && !before.equals(delta)) {
              wrongs.add(before + " and " + delta);
            }
            Thread.yield();
          });
    }

    @Override
    public void onEngineChange(EngineChange change) {
      alone(
          () -> {
            if (source.get() != null) {
              wrongs.add("told after " + source.get());
            }
          });
    }

    @Override
    public void onDone() {
      end();
    }

    @Override
    public void onFailure(EngineException failure) {
      end();
    }

    private void end() {
      alone(() -> ended.set(true));
      if (!cancels) {
        ends.incrementAndGet();
        over.countDown();
      }
    }
  }

  /** Answers, fails or dies at about the time at which it is given up. */
  private final class HurriedModel extends LightEngine implements LanguageModel {
    HurriedModel(String name) {
      super(name, new Capacity(name, 200));
    }

    @Override
    public Dialogue open(DialogueScope scope) {
      return new Dialogue() {
        @Override
        public Generation answer(AnswerRequest request, AnswerListener listener) {
          Permit permit = capacity().acquire();
          AtomicBoolean over = new AtomicBoolean();
          threads.execute(() -> work(listener, over, permit));
          return () -> {
            if (over.compareAndSet(false, true)) {
              permit.close();
            }
          };
        }

        @Override
        public void close() {}
      };
    }

    private void work(LanguageModel.AnswerListener listener, AtomicBoolean over, Permit permit) {
      ThreadLocalRandom random = ThreadLocalRandom.current();
      LockSupport.parkNanos(random.nextLong(5_000_000));
      int fate = random.nextInt(4);
      if (fate > 0 && !over.get()) {
        listener.onText(name());
        listener.onText(name());
      }
      if (over.compareAndSet(false, true)) {
        if (fate < 2) {
          listener.onFailure(Scripted.failure("ENGINE_LOST"));
        } else {
          listener.onDone();
        }
        permit.close();
      }
    }
  }

  /** Says "all" when it heard every frame in order; the failing one fails in mid-sentence. */
  private final class RestlessEar implements Recognizer {
    private final String name;
    private final boolean fails;
    private final Capacity capacity;

    RestlessEar(String name, boolean fails) {
      this.name = name;
      this.fails = fails;
      this.capacity = new Capacity(name, 10 * WORKS);
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public void warmUp() {}

    @Override
    public Health health() {
      return Health.READY;
    }

    @Override
    public Capacity capacity() {
      return capacity;
    }

    @Override
    public void close() {}

    @Override
    public int sampleRate() {
      return 16_000;
    }

    @Override
    public Set<String> languages() {
      return Set.of("en");
    }

    @Override
    public Recognition open(RecognitionRequest request, RecognitionListener listener) {
      Permit permit = capacity.acquire();
      int failsAt = fails ? ThreadLocalRandom.current().nextInt(FRAMES) : -1;
      return new Recognition() {
        private final List<Short> heard = new ArrayList<>();
        private final AtomicBoolean over = new AtomicBoolean();
        private final AtomicBoolean inside = new AtomicBoolean();

        @Override
        public void hear(AudioFrame frame) {
          if (!inside.compareAndSet(false, true)) {
            wrongs.add("two threads at once");
          }
          for (int i = 0; i < frame.length(); i++) {
            heard.add(frame.samples()[i]);
          }
          if (heard.size() - 1 == failsAt) {
            threads.execute(() -> end(() -> listener.onFailure(Scripted.failure("ENGINE_LOST"))));
          }
          inside.set(false);
        }

        @Override
        public void finish() {
          List<Short> all = List.copyOf(heard);
          if (fails) {
            return;
          }
          threads.execute(() -> end(() -> listener.onFinal(Transcript.of(judge(all)))));
        }

        @Override
        public void cancel() {
          end(() -> {});
        }

        private void end(Runnable last) {
          if (over.compareAndSet(false, true)) {
            last.run();
            permit.close();
          }
        }
      };
    }

    private static String judge(List<Short> heard) {
      for (int i = 0; i < heard.size(); i++) {
        if (heard.get(i) != i) {
          return "gap at " + i + ": " + heard;
        }
      }
      return heard.size() == FRAMES ? "all" : "only " + heard.size();
    }
  }
}
