package coda.voice.engine.gpu.device;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class NvmlProbeTest {
  private static final long MIB = 1L << 20;

  private final Arena arena = Arena.ofShared();
  private FakeNvml library;

  @BeforeEach
  void build() throws ReflectiveOperationException {
    library = new FakeNvml(arena);
  }

  @AfterEach
  void close() {
    arena.close();
  }

  private NvmlProbe probe() {
    return new NvmlProbe(ofItself -> library.lookup());
  }

  @Test
  void shouldReadEveryCardThroughTheStructuresOfTheLibrary() {
    try (NvmlProbe probe = probe()) {
      GpuReadings readings = probe.read();

      assertThat(readings.detail()).isEqualTo("read through NVML");
      assertThat(readings.cards())
          .containsExactly(
              new CardReading(
                  0,
                  "NVIDIA GeForce RTX 4090",
                  24_564 * MIB,
                  4_564 * MIB,
                  OptionalInt.of(37),
                  OptionalInt.of(61),
                  OptionalDouble.of(215.5)),
              new CardReading(
                  1,
                  "Tesla T4",
                  24_564 * MIB,
                  4_564 * MIB,
                  OptionalInt.empty(),
                  OptionalInt.empty(),
                  OptionalDouble.empty()));
    }
    assertThat(library.calls).containsExactly("init", "count", "handle 0", "handle 1", "shutdown");
  }

  @Test
  void shouldBeginOnceAndEndOnce() {
    NvmlProbe probe = probe();
    probe.read();
    probe.read();
    probe.close();
    probe.close();

    assertThat(library.calls).containsOnlyOnce("init").containsOnlyOnce("shutdown");
    assertThat(probe.read().present()).isFalse();
  }

  @Test
  void shouldSayThatTheDriverDoesNotRun() {
    library.initResult = 9;
    try (NvmlProbe probe = probe()) {
      assertThat(probe.read())
          .isEqualTo(GpuReadings.none("NVML: nvmlInit_v2 answered 9 (Uninitialized or lost)"));
    }
    assertThat(library.calls).containsExactly("init");
  }

  @Test
  void shouldSayThatThereIsNoCard() {
    library.cards = 0;
    try (NvmlProbe probe = probe()) {
      assertThat(probe.read()).isEqualTo(GpuReadings.none("NVML: the driver finds no card"));
    }
  }

  @Test
  void shouldReadTheOtherCardsWhenOneIsLost() {
    library.memoryResultOfSecond = 15;
    try (NvmlProbe probe = probe()) {
      GpuReadings readings = probe.read();
      assertThat(readings.cards()).hasSize(1);
      assertThat(readings.detail())
          .isEqualTo(
              "read through NVML; card 1: nvmlDeviceGetMemoryInfo answered 15 (Uninitialized or"
                  + " lost)");
    }
  }

  @Test
  void shouldRecoverWhenTheDriverDoes() {
    library.countResult = 999;
    try (NvmlProbe probe = probe()) {
      assertThat(probe.read().detail()).contains("answered 999 (no words for it)");
      library.countResult = 0;
      assertThat(probe.read().cards()).hasSize(2);
    }
  }

  @Test
  void shouldSayThatTheDriverIsTooOld() {
    library.remove("nvmlDeviceGetCount_v2");
    try (NvmlProbe probe = probe()) {
      assertThat(probe.read().detail())
          .isEqualTo("NVML: the function nvmlDeviceGetCount_v2 is missing; the driver is too old");
    }
  }

  @Test
  void shouldSayThatThereIsNoDriver() {
    try (NvmlProbe probe =
        new NvmlProbe(
            ofItself -> {
              throw new IllegalArgumentException("Cannot open library: libnvidia-ml.so.1");
            })) {
      assertThat(probe.read())
          .isEqualTo(
              GpuReadings.none("NVML: the library of NVIDIA's driver is not on this machine"));
    }
  }

  @Test
  void shouldAnswerOnThisMachineWhateverItHas() {
    try (NvmlProbe probe = new NvmlProbe()) {
      GpuReadings readings = probe.read();
      assertThat(readings.detail()).contains("NVML");
      assertThat(readings.cards()).allMatch(card -> card.totalBytes() > 0);
    }
  }
}
