package coda.voice.conversation.duplex;

import coda.voice.conversation.playback.SpeechTrack;
import coda.voice.conversation.reply.ReplySource;
import coda.voice.conversation.reply.ReplyWatcher;
import coda.voice.engine.EngineException;
import org.jspecify.annotations.Nullable;

/**
 * An answer by the duplex model: what it says already, or the next it will say.
 *
 * <p>Lives on the session's loop.
 */
public final class DuplexAnswer implements ReplySource, DuplexLine.Awaiting {
  private final DuplexLine line;
  private final long since;
  private final ReplyWatcher watcher;
  private @Nullable Utterance utterance;
  private boolean over;

  /**
   * An answer.
   *
   * @param line to the model
   * @param since what the model began to say before this is no part of it; ms of the loop's clock
   * @param watcher told how it comes along
   */
  public DuplexAnswer(DuplexLine line, long since, ReplyWatcher watcher) {
    this.line = line;
    this.since = since;
    this.watcher = watcher;
  }

  /**
   * An answer the model has begun already.
   *
   * @param utterance what it says
   * @param line to the model
   * @param watcher told how it comes along
   */
  public DuplexAnswer(Utterance utterance, DuplexLine line, ReplyWatcher watcher) {
    this(line, utterance.beganAt(), watcher);
    this.utterance = utterance;
  }

  @Override
  public void begin() {
    if (utterance == null) {
      utterance = line.saidSince(since).orElse(null);
    }
    if (utterance != null) {
      utterance.claim(watcher);
    } else {
      line.await(this);
    }
  }

  @Override
  public void spoke(Utterance said) {
    utterance = said;
    said.claim(watcher);
  }

  @Override
  public void gone(EngineException failure) {
    if (!over) {
      over = true;
      watcher.onFailed(failure);
    }
  }

  @Override
  public SpeechTrack track() {
    return utterance == null ? new SpeechTrack(8_000) : utterance.track();
  }

  @Override
  public void more() {
    // The model speaks in its own time.
  }

  @Override
  public void confirm() {
    // The model has no effects.
  }

  @Override
  public void toolResult(String callId, String result) {
    throw new IllegalStateException("a duplex model calls no tools");
  }

  @Override
  public void endWithWord(Runnable then) {
    if (utterance == null) {
      then.run();
    } else {
      utterance.endWithWord(then);
    }
  }

  @Override
  public void cancel() {
    over = true;
    line.stopAwaiting(this);
    if (utterance != null) {
      utterance.release();
    }
  }
}
