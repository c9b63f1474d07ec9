package coda.voice.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import coda.voice.engine.Capacity.Permit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class CapacityTest {
  private final Capacity capacity = new Capacity("engine", 2);

  @Test
  void shouldRefuseAtOnceWhenAllPermitsAreTaken() {
    capacity.acquire();
    capacity.acquire();

    assertThatThrownBy(capacity::acquire)
        .isInstanceOf(EngineBusyException.class)
        .hasMessageContaining("engine")
        .hasMessageContaining("2");
    assertThat(capacity.refused()).isEqualTo(1);
    assertThat(capacity.inUse()).isEqualTo(2);
  }

  @Test
  void shouldTakeAPermitBackOnlyOnce() {
    Permit first = capacity.acquire();
    capacity.acquire();
    first.close();
    first.close();

    assertThat(capacity.inUse()).isEqualTo(1);
  }

  @Test
  void shouldNeverGiveOutMoreThanTheLimitHoweverManyAsk() throws Exception {
    Capacity small = new Capacity("small", 3);
    AtomicInteger most = new AtomicInteger();
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      List<Future<?>> askers = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        askers.add(
            threads.submit(
                () -> {
                  for (int round = 0; round < 5_000; round++) {
                    try (Permit permit = small.acquire()) {
                      most.accumulateAndGet(small.inUse(), Math::max);
                    } catch (EngineBusyException busy) {
                      Thread.onSpinWait();
                    }
                  }
                }));
      }
      for (Future<?> asker : askers) {
        asker.get();
      }
    }
    assertThat(most.get()).isBetween(1, 3);
    assertThat(small.inUse()).isZero();
  }

  @Test
  void shouldNotExistWithoutPermits() {
    assertThatThrownBy(() -> new Capacity("none", 0)).isInstanceOf(IllegalArgumentException.class);
  }
}
