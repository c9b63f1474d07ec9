package coda.voice.gateway.access;

import java.util.concurrent.CompletionStage;

/** Finds out who somebody is. May be used from any thread; never blocks. */
public interface Authenticator {
  /** Whether everybody must prove who they are. */
  boolean required();

  /**
   * Looks at what somebody presents.
   *
   * @param credential what
   * @param address where they come from, for counting failed attempts
   * @param purpose what for: some credentials are good for one thing only
   * @return who they are, on any thread; or a failure that is a {@link AccessException}
   */
  CompletionStage<Identity> identify(Credential credential, String address, Purpose purpose);
}
