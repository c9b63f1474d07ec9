package coda.voice.gateway.coda;

import java.util.Optional;

/** Carries out what a client asked for; what fails is answered, and the connection goes on. */
@FunctionalInterface
interface Guard {
  /**
   * Tries.
   *
   * @param inReplyTo the client's message, if it can be named
   * @param work what it asked for
   */
  void attempt(Optional<String> inReplyTo, Runnable work);
}
