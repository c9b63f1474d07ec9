package coda.voice.conversation;

import java.util.Optional;

/**
 * An answer that is ready to begin.
 *
 * @param reply the answer
 * @param cast who gives it, where there was a choice
 */
record Part(RunningReply reply, Optional<Cast> cast) {
  /** One about whose giver there was no choice. */
  static Part of(RunningReply reply) {
    return new Part(reply, Optional.empty());
  }
}
