package coda.voice.gateway.access.token;

import coda.voice.gateway.access.AccessException;
import com.nimbusds.jose.JWSAlgorithm;
import java.util.List;
import java.util.Optional;

/** The keys by which tokens are checked. May be used from any thread; may block. */
public interface TokenKeys extends AutoCloseable {
  /**
   * The keys that may have signed a token.
   *
   * @param id the {@code kid} of its header, if it has one: only compared, never looked up anywhere
   * @param algorithm the {@code alg} of its header
   * @return those of that name, or of none, that can be used with that algorithm; maybe none
   * @throws AccessException if the keys cannot be fetched at the moment
   */
  List<VerificationKey> candidates(Optional<String> id, JWSAlgorithm algorithm);

  /** Lets go of what it holds. */
  @Override
  default void close() {}

  /**
   * Those of several places; the first that has any decides.
   *
   * @param places in this order
   */
  static TokenKeys of(List<TokenKeys> places) {
    List<TokenKeys> all = List.copyOf(places);
    return new TokenKeys() {
      @Override
      public List<VerificationKey> candidates(Optional<String> id, JWSAlgorithm algorithm) {
        for (TokenKeys keys : all) {
          List<VerificationKey> found = keys.candidates(id, algorithm);
          if (!found.isEmpty()) {
            return found;
          }
        }
        return List.of();
      }

      @Override
      public void close() {
        all.forEach(TokenKeys::close);
      }
    };
  }
}
