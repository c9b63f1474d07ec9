package coda.voice.engines.local.assistant;

import coda.voice.engine.Capacity.Permit;
import coda.voice.engine.EngineException;
import coda.voice.engine.LanguageModel.AnswerListener;
import java.util.concurrent.atomic.AtomicBoolean;

/** Hands an answer to its listener word by word, until it is complete or nobody wants the rest. */
final class Delivery {
  private final AnswerListener listener;
  private final Permit permit;
  private final AtomicBoolean over = new AtomicBoolean();

  Delivery(AnswerListener listener, Permit permit) {
    this.listener = listener;
    this.permit = permit;
  }

  void deliver(String answer) {
    int from = 0;
    while (from < answer.length() && !over.get()) {
      int blank = answer.indexOf(' ', from);
      int to = blank < 0 ? answer.length() : blank + 1;
      listener.onText(answer.substring(from, to));
      from = to;
    }
    if (over.compareAndSet(false, true)) {
      permit.close();
      listener.onDone();
    }
  }

  void fail(EngineException failure) {
    if (over.compareAndSet(false, true)) {
      permit.close();
      listener.onFailure(failure);
    }
  }

  void cancel() {
    if (over.compareAndSet(false, true)) {
      permit.close();
    }
  }
}
