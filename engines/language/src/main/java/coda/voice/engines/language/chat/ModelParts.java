package coda.voice.engines.language.chat;

import coda.voice.engine.EngineException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;

/**
 * What answers and summaries of one model are made with.
 *
 * @param settings of the model
 * @param upstream where it runs
 * @param permits how many answers at once
 * @param failures what went wrong, in our words
 * @param deadlines the clock
 * @param prompter writes requests
 * @param blocking runs what blocks
 */
record ModelParts(
    ChatSettings settings,
    Upstream upstream,
    AnswerPermits permits,
    Failures failures,
    Deadlines deadlines,
    Prompter prompter,
    Executor blocking) {

  Round round(Round.Patience patience, Round.Listener listener) {
    return new Round(upstream, failures, deadlines, patience, listener);
  }

  /**
   * Runs something that blocks and may fail, elsewhere.
   *
   * @param task what
   * @param failed told when it throws or cannot be run
   */
  void work(Runnable task, Consumer<EngineException> failed) {
    try {
      blocking.execute(
          () -> {
            try {
              task.run();
            } catch (RuntimeException e) {
              failed.accept(failures.of(e));
            }
          });
    } catch (RejectedExecutionException closing) {
      failed.accept(failures.failed("the server is stopping"));
    }
  }
}
