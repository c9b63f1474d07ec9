package coda.voice.gateway.speech;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class ErrandTest {
  private final CountDownLatch never = new CountDownLatch(1);
  private final AtomicBoolean interrupted = new AtomicBoolean();

  private void waitForever() {
    try {
      never.await();
    } catch (InterruptedException e) {
      interrupted.set(true);
    }
  }

  @Test
  void shouldInterruptWhatIsAtWork() throws Exception {
    CountDownLatch began = new CountDownLatch(1);
    Errand errand =
        new Errand(
            () -> {
              began.countDown();
              waitForever();
            });
    Thread thread = Thread.startVirtualThread(errand);
    began.await();

    errand.cancel();
    errand.cancel();
    thread.join();

    assertThat(interrupted).isTrue();
  }

  @Test
  void shouldRunInterruptedWhenItWasCancelledBefore() {
    Errand errand = new Errand(this::waitForever);
    errand.cancel();

    errand.run();

    assertThat(interrupted).isTrue();
    assertThat(Thread.currentThread().isInterrupted()).isFalse();
  }

  @Test
  void shouldLeaveTheThreadAloneAfterwards() {
    Errand errand = new Errand(() -> {});
    errand.run();

    errand.cancel();

    assertThat(Thread.currentThread().isInterrupted()).isFalse();
  }
}
