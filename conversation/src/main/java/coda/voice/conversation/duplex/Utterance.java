package coda.voice.conversation.duplex;

import coda.voice.conversation.playback.SpeechTrack;
import coda.voice.conversation.reply.ReplyWatcher;
import coda.voice.engine.EngineException;
import org.jspecify.annotations.Nullable;

/**
 * Something the duplex model says, while it says it: its sound and words, from the first to the
 * silence after the last. It may become an answer, or the beginning of one; nobody hears of one
 * that does not.
 *
 * <p>Each word is a sentence of its track, so that what was heard is known to the word. On the
 * session's loop.
 */
public final class Utterance {
  /** Nobody wants an utterance that has waited for so long, in ms of its audio. */
  static final int MAX_UNCLAIMED_MS = 5_000;

  private final long beganAt;
  private final SpeechTrack track;
  private @Nullable ReplyWatcher listener;
  private boolean worded;
  private boolean over;
  private boolean discarded;
  private long audibleUntil;
  private long audibleBefore;
  private long lastPiece;
  private @Nullable Runnable afterWord;
  private short[] heldBack = new short[0];

  /**
   * It begins.
   *
   * @param beganAt ms of the loop's clock
   * @param outputRate of its sound, in Hz
   */
  Utterance(long beganAt, int outputRate) {
    this.beganAt = beganAt;
    this.track = new SpeechTrack(outputRate);
  }

  /** When it began, in ms of the loop's clock. */
  public long beganAt() {
    return beganAt;
  }

  /** Its sound and words so far. */
  public SpeechTrack track() {
    return track;
  }

  /** Whether nobody will hear more of it. */
  boolean unwanted() {
    return discarded;
  }

  /** Whether it still can be heard from its beginning. */
  boolean fresh() {
    return !discarded && listener == null;
  }

  /**
   * It becomes an answer. What has happened so far is told at once.
   *
   * @param watcher told how it comes along
   */
  void claim(ReplyWatcher watcher) {
    listener = watcher;
    if (worded) {
      watcher.onTextBegan();
    }
    if (track.written() > 0) {
      watcher.onAudio();
    }
    if (over) {
      watcher.onMade();
    }
  }

  /** Whoever claimed it does not want it; while nothing of it was heard, another may. */
  void release() {
    boolean cut = track.completed() && !over;
    if (cut || track.readMs() > 0) {
      discard();
    } else {
      listener = null;
    }
  }

  /** Nobody wants it: the rest of it is not kept, and nobody is told of it. */
  void discard() {
    discarded = true;
    listener = null;
  }

  /**
   * It ends with the word that is being said, if any of that was heard: what begins after it is not
   * part of it.
   *
   * @param then done when the word is over
   */
  void endWithWord(Runnable then) {
    if (over || discarded || !track.lastBegun()) {
      then.run();
    } else {
      afterWord = then;
    }
  }

  private void wordIsOver() {
    Runnable then = afterWord;
    afterWord = null;
    heldBack = new short[0];
    discard();
    if (then != null) {
      then.run();
    }
  }

  /** Whether a piece of sound belongs to the word is known when the next one comes. */
  private void soundOfLastWord(short[] samples, boolean audible) {
    short[] before = heldBack;
    if (before.length > 0) {
      track.write(before);
      audibleUntil = track.written();
    }
    heldBack = samples;
    if (listener != null) {
      listener.onAudio();
    }
    if (!audible) {
      wordIsOver();
    }
  }

  void sound(short[] samples, boolean audible) {
    if (discarded) {
      return;
    }
    if (afterWord != null) {
      soundOfLastWord(samples, audible);
      return;
    }
    if (listener == null && track.waitingMs() >= MAX_UNCLAIMED_MS) {
      discard();
      return;
    }
    lastPiece = track.written();
    audibleBefore = audibleUntil;
    track.write(samples);
    if (audible) {
      audibleUntil = track.written();
      if (track.hasSentence()) {
        track.reopenSentence();
      }
    } else {
      // Whoever has heard it up to here has heard the word.
      endWord(audibleUntil);
    }
    if (listener != null) {
      listener.onAudio();
    }
  }

  void words(String delta) {
    if (discarded || delta.isEmpty()) {
      return;
    }
    boolean begins = !track.hasSentence() || Character.isWhitespace(delta.charAt(0));
    if (begins && afterWord != null) {
      wordIsOver();
      return;
    }
    if (begins) {
      // A word is told after the piece of sound it begins in; silence before it is of no word.
      endWord(Math.min(lastPiece, audibleBefore));
      track.beginSentence(delta, lastPiece);
      track.markWord(0, 0);
    } else {
      track.extendSentence(delta);
    }
    audibleUntil = track.written();
    if (!worded) {
      worded = true;
      if (listener != null) {
        listener.onTextBegan();
      }
    }
  }

  /** It is over. Idempotent. */
  void end() {
    if (over) {
      return;
    }
    over = true;
    endWord(audibleUntil);
    track.complete();
    if (afterWord != null) {
      wordIsOver();
      return;
    }
    if (listener != null) {
      listener.onMade();
    }
  }

  /**
   * The model is gone in the middle of it.
   *
   * @param why told to whoever hears it
   */
  void breakOff(EngineException why) {
    if (over) {
      return;
    }
    over = true;
    if (audibleUntil < track.written()) {
      endWord(audibleUntil);
    }
    // Else it broke off in the middle of a word, which nobody has heard to its end.
    ReplyWatcher hearer = listener;
    if (afterWord != null) {
      wordIsOver();
      return;
    }
    discard();
    if (hearer != null) {
      hearer.onFailed(why);
    }
  }

  private void endWord(long at) {
    if (track.hasSentence()) {
      track.endSentence(at);
    }
  }
}
