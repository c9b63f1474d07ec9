package coda.voice.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import coda.voice.conversation.SessionLoop.Cancellable;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HomeLoopTest {
  private static final int EVENT_LOOPS = 4;

  private final Vertx vertx =
      Vertx.vertx(
          new VertxOptions()
              .setEventLoopPoolSize(EVENT_LOOPS)
              .setBlockedThreadCheckInterval(3_600_000));
  private final List<Throwable> defects = new CopyOnWriteArrayList<>();
  private final Context home = vertx.getOrCreateContext();
  private final HomeLoop loop = new HomeLoop(home, new LogContext("test"), defects::add);

  @AfterEach
  void close() {
    vertx.close().await();
  }

  @Test
  void shouldRunWhatIsDueAtOnceInOrderAndNeverInTheCallItself() throws Exception {
    List<String> done = new ArrayList<>();
    CompletableFuture<List<String>> all = new CompletableFuture<>();

    loop.execute(
        () -> {
          loop.schedule(0, () -> done.add("first"));
          loop.execute(() -> done.add("second"));
          loop.schedule(0, () -> all.complete(done));
          done.add("the call");
        });

    assertThat(all.get(5, TimeUnit.SECONDS)).containsExactly("the call", "first", "second");
    assertThat(defects).isEmpty();
  }

  @Test
  void shouldNotRunWhatWasCalledOff() throws Exception {
    List<String> done = new ArrayList<>();
    CompletableFuture<List<String>> all = new CompletableFuture<>();

    loop.execute(
        () -> {
          Cancellable atOnce = loop.schedule(0, () -> done.add("at once"));
          Cancellable later = loop.schedule(1, () -> done.add("later"));
          atOnce.cancel();
          later.cancel();
          loop.schedule(20, () -> all.complete(done));
        });

    assertThat(all.get(5, TimeUnit.SECONDS)).isEmpty();
  }

  @Test
  void shouldReportWhatATaskThrowsAndGoOn() {
    CountDownLatch next = new CountDownLatch(1);
    loop.execute(
        () -> {
          throw new AssertionError("defect");
        });
    loop.execute(next::countDown);

    await().until(() -> next.getCount() == 0);
    assertThat(defects).hasSize(1);
  }

  /**
   * A plain counter: any two tasks at once, or one that does not see the other, and it is wrong.
   */
  private static final class Unguarded {
    long count;
    Context home;
    final long[] lastOf = new long[8];
    boolean inside;
  }

  @Test
  void shouldHaveOneWriterAtATimeAndKeepTheOrderWhileItMovesBetweenEventLoops() throws Exception {
    int producers = 8;
    int each = 20_000;
    Unguarded state = new Unguarded();
    state.home = home;
    List<String> wrong = new CopyOnWriteArrayList<>();
    List<Context> homes = contexts();
    AtomicBoolean moving = new AtomicBoolean(true);
    Thread mover =
        Thread.ofPlatform()
            .start(
                () -> {
                  for (int i = 0; moving.get(); i++) {
                    Context next = homes.get(i % homes.size());
                    CountDownLatch there = new CountDownLatch(1);
                    loop.moveTo(
                        next,
                        () -> {
                          state.home = next;
                          there.countDown();
                        });
                    try {
                      there.await();
                    } catch (InterruptedException e) {
                      return;
                    }
                  }
                });
    List<Thread> threads = new ArrayList<>();
    for (int p = 0; p < producers; p++) {
      int producer = p;
      threads.add(
          Thread.ofPlatform()
              .start(
                  () -> {
                    for (int i = 1; i <= each; i++) {
                      int number = i;
                      loop.execute(() -> step(state, producer, number, wrong));
                    }
                  }));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    moving.set(false);
    mover.join();
    CompletableFuture<Long> count = new CompletableFuture<>();
    loop.execute(() -> count.complete(state.count));

    assertThat(count.get(20, TimeUnit.SECONDS)).isEqualTo((long) producers * each);
    assertThat(wrong).isEmpty();
    assertThat(defects).isEmpty();
  }

  private static void step(Unguarded state, int producer, int number, List<String> wrong) {
    if (state.inside) {
      wrong.add("two at once");
    }
    state.inside = true;
    if (!state.home.equals(Vertx.currentContext())) {
      wrong.add("not at home");
    }
    if (state.lastOf[producer] != number - 1) {
      wrong.add("out of order");
    }
    state.lastOf[producer] = number;
    state.count++;
    state.inside = false;
  }

  @Test
  void shouldFireTimersInTheHomeOfThatMoment() throws Exception {
    Context next = contexts().getLast();
    CompletableFuture<Context> fired = new CompletableFuture<>();
    loop.execute(
        () -> {
          loop.schedule(30, () -> fired.complete(Vertx.currentContext()));
          loop.moveTo(next, () -> {});
        });

    assertThat(fired.get(5, TimeUnit.SECONDS)).isEqualTo(next);
  }

  @Test
  void shouldSayWhatRunsAndInterruptNothingButThat() throws Exception {
    CountDownLatch stuck = new CountDownLatch(1);
    CompletableFuture<Boolean> next = new CompletableFuture<>();
    loop.execute(
        () -> {
          try {
            stuck.countDown();
            new CountDownLatch(1).await();
          } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted", e);
          }
        });
    loop.execute(() -> next.complete(Thread.currentThread().isInterrupted()));
    stuck.await();
    RunningTask task = loop.running().orElseThrow();

    assertThat(task.thread().getState()).isIn(Thread.State.WAITING, Thread.State.RUNNABLE);
    assertThat(task.interrupt()).isTrue();
    assertThat(next.get(5, TimeUnit.SECONDS)).isFalse();
    assertThat(task.interrupt()).isFalse();
    assertThat(defects).singleElement().extracting(Throwable::getMessage).isEqualTo("interrupted");
  }

  @Test
  void shouldSayForHowLongItsMailboxWaits() throws Exception {
    CountDownLatch blocked = new CountDownLatch(1);
    CountDownLatch free = new CountDownLatch(1);
    home.runOnContext(
        ignored -> {
          blocked.countDown();
          try {
            free.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
    blocked.await();
    assertThat(loop.waitingMs()).isZero();

    loop.execute(() -> {});

    await().until(() -> loop.waitingMs() > 20);
    free.countDown();
    await().until(() -> loop.waitingMs() == 0);
  }

  private List<Context> contexts() {
    List<Context> contexts = new CopyOnWriteArrayList<>();
    for (int i = 0; i < EVENT_LOOPS; i++) {
      Thread thread = Thread.ofPlatform().start(() -> contexts.add(vertx.getOrCreateContext()));
      try {
        thread.join();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
    return contexts;
  }
}
