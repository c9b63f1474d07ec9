package coda.voice.engines.local.synthesis;

import coda.voice.engine.Capacity;
import coda.voice.engine.EngineBusyException;
import coda.voice.engine.EngineException;
import coda.voice.engine.Synthesizer.SpeechListener;
import coda.voice.engine.Synthesizer.SpeechRequest;
import coda.voice.engine.Synthesizer.Synthesis;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Admits sentences and runs them on the inference threads. Each ends once and gives its permit
 * back.
 */
final class SpeechQueue {
  private static final Logger LOG = LoggerFactory.getLogger(SpeechQueue.class);

  private final String engine;
  private final Capacity capacity;
  private final Executor inference;
  private final Set<SpeechJob> jobs = ConcurrentHashMap.newKeySet();

  SpeechQueue(String engine, Capacity capacity, Executor inference) {
    this.engine = engine;
    this.capacity = capacity;
    this.inference = inference;
  }

  /** Speaks one sentence. */
  @FunctionalInterface
  interface Work {
    /**
     * Returns when the sentence is complete, or soon after the job is over.
     *
     * @return whether the permit is given back now; else the work does so later
     */
    boolean speak(SpeechJob job) throws Exception;
  }

  /**
   * Lines a sentence up.
   *
   * @throws EngineBusyException when all permits are taken or the inference threads are
   */
  Synthesis admit(SpeechRequest request, SpeechListener listener, Work work) {
    SpeechJob job = new SpeechJob(request, listener, capacity.acquire());
    jobs.add(job);
    try {
      inference.execute(() -> run(job, work));
    } catch (RejectedExecutionException full) {
      jobs.remove(job);
      job.cancel();
      EngineBusyException busy = new EngineBusyException(engine, capacity.limit());
      busy.addSuppressed(full);
      throw busy;
    }
    return job;
  }

  private void run(SpeechJob job, Work work) {
    boolean ended = true;
    try {
      if (job.begin()) {
        ended = work.speak(job);
        job.done();
      }
    } catch (Exception e) {
      LOG.error("{} could not speak a sentence", engine, e);
      job.fail(EngineException.failed(engine, e));
    } finally {
      jobs.remove(job);
      if (ended) {
        job.permit().close();
      }
    }
  }

  /** Whatever runs or waits reports that the engine was closed. */
  void close() {
    EngineException closed = EngineException.unavailable(engine, "it was closed");
    jobs.forEach(job -> job.stop(closed));
  }
}
