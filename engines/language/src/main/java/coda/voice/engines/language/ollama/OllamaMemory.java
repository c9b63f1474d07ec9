package coda.voice.engines.language.ollama;

import coda.voice.engine.EngineException;
import coda.voice.engine.gpu.ComponentPlan;
import coda.voice.engine.gpu.GpuComponent;
import coda.voice.engine.gpu.GpuException;
import coda.voice.engine.gpu.GpuLedger;
import coda.voice.engine.gpu.GpuOwner;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The account of Ollama's model with the ledger of graphics memory, under the name {@code ollama}.
 * What stands in it is what Ollama says the model takes, never an estimate; when others need the
 * memory more, Ollama is told to let go of the model. Without a card it does nothing.
 *
 * <p>Any thread. Only {@link #loaded} blocks.
 */
final class OllamaMemory implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(OllamaMemory.class);
  private static final Duration PATIENCE = Duration.ofSeconds(4);

  private final GpuLedger ledger;
  private final OllamaResidency residency;
  private final Executor blocking;
  private final AtomicBoolean looking = new AtomicBoolean();
  private volatile @Nullable GpuComponent component;

  /**
   * An account that is opened when the model is loaded.
   *
   * @param ledger of the cards, maybe none
   * @param residency says what the model takes
   * @param blocking where Ollama is asked
   */
  OllamaMemory(GpuLedger ledger, OllamaResidency residency, Executor blocking) {
    this.ledger = ledger;
    this.residency = residency;
    this.blocking = blocking;
  }

  /** The model was loaded: books what it takes. Blocks. */
  void loaded() {
    if (ledger.present()) {
      look();
    }
  }

  /** The model is used: it is not the first to be asked for memory, and may be loaded again. */
  void used() {
    GpuComponent known = component;
    if (known == null) {
      return;
    }
    known.touch();
    if (known.reservedBytes() == 0 && looking.compareAndSet(false, true)) {
      try {
        blocking.execute(
            () -> {
              try {
                look();
              } finally {
                looking.set(false);
              }
            });
      } catch (RejectedExecutionException closing) {
        looking.set(false);
      }
    }
  }

  private void look() {
    try {
      long bytes = residency.bytes();
      if (bytes > 0) {
        book(bytes);
      }
    } catch (EngineException e) {
      LOG.warn("What Ollama's model takes of the graphics card is unknown: {}", e.getMessage());
    }
  }

  private void book(long bytes) {
    try {
      GpuComponent known = component;
      if (known == null) {
        known =
            ledger.register(
                ComponentPlan.of(OllamaProvider.NAME, bytes, ComponentPlan.USUAL_PRIORITY, true),
                GpuOwner.unloading(residency::bytes, residency::release, PATIENCE));
        component = known;
      }
      var unused =
          known
              .resize(bytes)
              .whenComplete(
                  (done, refused) -> {
                    if (refused != null) {
                      LOG.warn(
                          "Ollama's model takes {} bytes that the ledger does not have: {}",
                          bytes,
                          refused.getMessage());
                    }
                  });
    } catch (GpuException e) {
      LOG.warn("Ollama's model has no account with the ledger: {}", e.getMessage());
    }
  }

  @Override
  public void close() {
    GpuComponent known = component;
    if (known != null) {
      known.close();
    }
    residency.close();
  }
}
