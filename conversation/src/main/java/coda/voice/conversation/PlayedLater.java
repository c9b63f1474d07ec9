package coda.voice.conversation;

import coda.voice.conversation.history.History;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What clients tell of answers that are over: how much of them was played after all. On the
 * session's loop.
 */
final class PlayedLater {
  /** Answers of which may still be told how much was heard. */
  private static final int REMEMBERED = 64;

  /** An acknowledgement this long after an interruption may still tell what was heard. */
  private static final long LATE_ACKNOWLEDGEMENT_MS = 2_000;

  private final LongSupplier now;
  private final Announcer announcer;
  private final History history;
  private final SequencedMap<String, RunningReply> sent = new LinkedHashMap<>();
  private @Nullable Cut lastCut;

  PlayedLater(LongSupplier now, Announcer announcer, History history) {
    this.now = now;
    this.announcer = announcer;
    this.history = history;
  }

  /** An answer ended before all of it was heard. */
  void cut(RunningReply reply) {
    lastCut = new Cut(reply, now.getAsLong(), reply.heardMs());
  }

  /** An answer is over that the client plays by itself: only the client knows what was heard. */
  void sent(RunningReply reply) {
    sent.put(reply.replyId(), reply);
    if (sent.size() > REMEMBERED) {
      sent.pollFirstEntry();
    }
  }

  /**
   * The client says how much was heard of an answer that it plays by itself.
   *
   * @param replyId the answer
   * @param playedMs of its audio
   * @return false when it is none that is over
   */
  boolean heardOnly(String replyId, long playedMs) {
    RunningReply over = sent.get(replyId);
    if (over == null) {
      return false;
    }
    long heardMs = Math.clamp(playedMs, 0, over.sentMs());
    String heard = over.heardText(heardMs);
    history.heardReally(replyId, heard);
    announcer.tell(new SessionNotice.HeardOnly(replyId, heard, heardMs));
    return true;
  }

  /** The client played more before it heard of the interruption; it cannot have played less. */
  void acknowledge(String replyId, long playedMs) {
    Cut cut = lastCut;
    if (cut == null || !cut.reply().replyId().equals(replyId)) {
      return;
    }
    long heardMs = Math.min(playedMs, cut.reply().sentMs());
    if (heardMs > cut.heardMs() && now.getAsLong() - cut.at() <= LATE_ACKNOWLEDGEMENT_MS) {
      String heard = cut.reply().heardText(heardMs);
      history.heardReally(replyId, heard);
      lastCut = new Cut(cut.reply(), cut.at(), heardMs);
      announcer.tell(new SessionNotice.HeardMore(replyId, heard, heardMs));
    }
  }

  /** Forgets all answers. */
  void close() {
    sent.clear();
    lastCut = null;
  }

  /** An answer that was interrupted, and what was reckoned to be heard of it. */
  private record Cut(RunningReply reply, long at, long heardMs) {}
}
