package coda.voice.engines.language.chat;

import coda.voice.engine.EngineException;
import coda.voice.engine.LanguageModel.Message;
import dev.langchain4j.model.chat.response.ChatResponse;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One conversation's memory of what no longer fits the context window. The model writes it itself,
 * in the background, after an answer, with a permit no answer needs; an answer that comes to need
 * it breaks it off, and it is tried again after a later one. Until there is one, old lines are
 * simply gone.
 */
final class Recollection {
  private static final Logger LOG = LoggerFactory.getLogger(Recollection.class);

  /** Nobody waits for it, but it must not hold a permit for ever. */
  private static final Round.Patience PATIENCE = new Round.Patience(60_000, 15_000, true);

  private static final int MAX_LETTERS = 3_000;

  private final ModelParts parts;
  private final AtomicReference<@Nullable Writing> running = new AtomicReference<>();
  private volatile Summary summary = Summary.NONE;
  private volatile boolean closed;

  Recollection(ModelParts parts) {
    this.parts = parts;
  }

  /** What is remembered now. */
  Summary summary() {
    return summary;
  }

  /**
   * An answer has ended, and some lines did not fit. Returns at once.
   *
   * @param facts which model
   * @param history it was asked with
   * @param fallenOut how many of its oldest lines did not fit
   */
  void afterAnswer(ModelFacts facts, List<Message> history, int fallenOut) {
    Summary before = summary;
    int covered = before.covered(history);
    if (!parts.settings().summary() || closed || fallenOut <= covered) {
      return;
    }
    Writing writing = new Writing(history.get(fallenOut - 1), fallenOut);
    if (!running.compareAndSet(null, writing)) {
      return;
    }
    Optional<AnswerPermits.Spare> spare = parts.permits().spare(writing::stop);
    if (spare.isEmpty()) {
      running.set(null);
      return;
    }
    writing.spare = spare.get();
    if (closed) {
      writing.stop();
      return;
    }
    parts.work(
        () ->
            writing.round.start(
                parts.prompter().summary(facts, before, history.subList(covered, fallenOut))),
        writing::failed);
  }

  /** The conversation is over. */
  void close() {
    closed = true;
    Writing writing = running.get();
    if (writing != null) {
      writing.stop();
    }
  }

  /** A summary being written. */
  private final class Writing implements Round.Listener {
    private final Round round = parts.round(PATIENCE, this);
    private final StringBuilder text = new StringBuilder();
    private final Message last;
    private final int lines;
    private volatile AnswerPermits.@Nullable Spare spare;

    Writing(Message last, int lines) {
      this.last = last;
      this.lines = lines;
    }

    void stop() {
      round.abort();
      over();
    }

    @Override
    public void text(String more) {
      if (text.length() < MAX_LETTERS) {
        text.append(more);
      }
    }

    @Override
    public void complete(ChatResponse response, boolean thought) {
      String written = text.toString().strip();
      if (!written.isEmpty()) {
        summary = new Summary(written, lines, last);
        LOG.debug("Summarised {} lines that no longer fit the context window", lines);
      }
      over();
    }

    @Override
    public void failed(EngineException failure) {
      LOG.info("No summary of what no longer fits the context window: {}", failure.getMessage());
      over();
    }

    private void over() {
      AnswerPermits.Spare held = spare;
      if (held != null) {
        held.close();
      }
      running.compareAndSet(this, null);
    }
  }
}
