package coda.voice.engines.language.ollama;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import coda.voice.engine.LanguageModel;
import coda.voice.engine.gpu.ComponentPlan;
import coda.voice.engine.gpu.GpuCard;
import coda.voice.engine.gpu.GpuComponent;
import coda.voice.engine.gpu.GpuLedger;
import coda.voice.engine.gpu.GpuOwner;
import coda.voice.engine.gpu.LedgerOptions;
import coda.voice.engines.language.ModelTest;
import coda.voice.testkit.peers.ollama.ScriptedOllama;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Ollama's model in the books of graphics memory. */
class OllamaMemoryTest extends ModelTest {
  private static final long GB = 1L << 30;
  private static final long MODEL_BYTES = 2_500_000_000L;

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final GpuLedger ledger =
      GpuLedger.of(
          List.of(new GpuCard(0, "scripted", 8 * GB, GB)),
          LedgerOptions.DEFAULTS.withOwnerDeadline(Duration.ofSeconds(30)),
          threads);
  private final ScriptedOllama ollama = ScriptedOllama.withOneModel();

  @AfterEach
  void close() {
    ollama.close();
    ledger.close();
    threads.shutdownNow();
  }

  @Test
  void shouldBookWhatOllamaSaysTheModelTakes() {
    warm(new OllamaProvider(), "url", ollama.url());

    assertThat(booked()).isEqualTo(MODEL_BYTES);
  }

  @Test
  void shouldGiveTheMemoryUpToWhomNeedsItMoreAndBookItAgainWhenTheModelIsUsed() {
    LanguageModel model = warm(new OllamaProvider(), "url", ollama.url());
    GpuComponent important =
        ledger.register(
            ComponentPlan.of("moshi", 7 * GB, 9, false),
            GpuOwner.unloading(() -> 0, () -> false, Duration.ofSeconds(1)));

    important.reserve(7 * GB).toCompletableFuture().join();
    assertThat(ollama.loaded()).isEmpty();
    assertThat(booked()).isZero();

    important.release(7 * GB);
    answer(model, "hello");
    answer(model, "hello again");
    await().atMost(PATIENCE).untilAsserted(() -> assertThat(booked()).isEqualTo(MODEL_BYTES));
  }

  @Test
  void shouldLeaveNothingInTheBooksWhenItIsClosed() {
    warm(new OllamaProvider(), "url", ollama.url()).close();

    assertThat(ledger.snapshot().components()).isEmpty();
  }

  @Override
  protected GpuLedger cards() {
    return ledger;
  }

  private long booked() {
    return ledger.snapshot().components().stream()
        .filter(component -> component.plan().name().equals("ollama"))
        .mapToLong(component -> component.reservedBytes())
        .sum();
  }
}
