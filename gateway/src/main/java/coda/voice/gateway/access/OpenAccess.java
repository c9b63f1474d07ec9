package coda.voice.gateway.access;

import coda.voice.conversation.Owner;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Lets everybody in: for a server that only its own machine reaches. Whoever says who they are is
 * believed.
 */
public final class OpenAccess implements Authenticator {
  @Override
  public boolean required() {
    return false;
  }

  @Override
  public CompletionStage<Identity> identify(
      Credential credential, String address, Purpose purpose) {
    Owner owner =
        credential instanceof Credential.Claim claim
            ? new Owner(Owner.DEFAULT_TENANT, claim.user())
            : Owner.ANYBODY;
    return CompletableFuture.completedFuture(Identity.trusted(owner));
  }
}
