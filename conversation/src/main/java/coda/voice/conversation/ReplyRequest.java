package coda.voice.conversation;

import coda.voice.engine.LanguageModel.Message;
import java.util.List;
import java.util.Optional;

/**
 * An answer that the front door asks for.
 *
 * @param requestId comes back in {@link SessionNotice.ReplyStarted} or {@link
 *     SessionNotice.ReplyRefused}
 * @param answer how it is given
 * @param context the lines it answers, instead of the conversation's, oldest first
 */
public record ReplyRequest(
    String requestId, AnswerSettings answer, Optional<List<Message>> context) {
  /** Copies the lines. */
  public ReplyRequest {
    context = context.map(List::copyOf);
  }
}
