package coda.voice.gateway.access;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;

/**
 * Lets in whoever proves who they are, in one of several ways. What has to be looked up or computed
 * happens on the executor; when too much of it is going on, whoever comes then is told to try
 * later.
 */
public final class Gatekeeper implements Authenticator {
  /** So many proofs are looked at at once. */
  private static final int AT_ONCE = 256;

  private final List<Proof> proofs;
  private final FailedAttempts failed;
  private final Executor executor;
  private final Semaphore places = new Semaphore(AT_ONCE);

  /**
   * A gatekeeper.
   *
   * @param proofs what is accepted; the first that reads a text decides
   * @param failed counts failures
   * @param executor may be blocked; virtual threads
   */
  public Gatekeeper(List<Proof> proofs, FailedAttempts failed, Executor executor) {
    this.proofs = List.copyOf(proofs);
    this.failed = failed;
    this.executor = executor;
  }

  @Override
  public boolean required() {
    return true;
  }

  @Override
  public CompletionStage<Identity> identify(
      Credential credential, String address, Purpose purpose) {
    if (!(credential instanceof Credential.Bearer bearer)) {
      return CompletableFuture.failedFuture(AccessException.required());
    }
    try {
      failed.check(address);
    } catch (AccessException e) {
      return CompletableFuture.failedFuture(e);
    }
    CompletableFuture<Identity> answer = new CompletableFuture<>();
    if (!places.tryAcquire()) {
      answer.completeExceptionally(failed.failed(address, AccessException.refused(Refusal.BUSY)));
      return answer;
    }
    executor.execute(
        () -> {
          try {
            answer.complete(look(bearer.text(), purpose));
          } catch (AccessException e) {
            answer.completeExceptionally(failed.failed(address, e));
          } catch (RuntimeException | Error e) {
            answer.completeExceptionally(e);
          } finally {
            places.release();
          }
        });
    return answer;
  }

  private Identity look(String text, Purpose purpose) {
    for (Proof proof : proofs) {
      if (proof.reads(text)) {
        return proof.identify(text, purpose);
      }
    }
    throw AccessException.refused(Refusal.MALFORMED);
  }
}
