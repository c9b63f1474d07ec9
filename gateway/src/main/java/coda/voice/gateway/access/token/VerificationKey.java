package coda.voice.gateway.access.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.Base64URL;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One key by which signatures are checked. The kind of key decides which algorithms it can be used
 * with; what a token says about itself cannot change that. So a public key is never taken for a
 * shared secret.
 */
public final class VerificationKey {
  private static final int RSA_BITS = 2_048;
  private static final int SECRET_BYTES = 32;

  private final Optional<String> id;
  private final Set<JWSAlgorithm> algorithms;
  private final JWSVerifier verifier;

  private VerificationKey(Optional<String> id, Set<JWSAlgorithm> algorithms, JWSVerifier verifier) {
    this.id = id;
    this.algorithms = algorithms;
    this.verifier = verifier;
  }

  /**
   * The key of a JWK.
   *
   * @param jwk only its public part is looked at, unless it is a secret
   * @throws TokenKeyException {@code TOKEN_KEY_INVALID} if it is no key for signatures that is
   *     strong enough
   */
  public static VerificationKey of(JWK jwk) {
    if (KeyUse.ENCRYPTION.equals(jwk.getKeyUse())) {
      throw new TokenKeyException("a key is for encryption");
    }
    try {
      return switch (jwk) {
        case RSAKey key -> {
          if (key.size() < RSA_BITS) {
            throw new TokenKeyException("an RSA key has fewer than " + RSA_BITS + " bits");
          }
          yield of(
              jwk,
              Set.of(
                  JWSAlgorithm.RS256, JWSAlgorithm.RS384, JWSAlgorithm.RS512, JWSAlgorithm.PS256),
              new RSASSAVerifier(key.toRSAPublicKey()));
        }
        case ECKey key when Curve.P_256.equals(key.getCurve()) ->
            of(jwk, Set.of(JWSAlgorithm.ES256), new ECDSAVerifier(key.toECPublicKey()));
        case ECKey key when Curve.P_384.equals(key.getCurve()) ->
            of(jwk, Set.of(JWSAlgorithm.ES384), new ECDSAVerifier(key.toECPublicKey()));
        case OctetKeyPair key when Curve.Ed25519.equals(key.getCurve()) ->
            of(jwk, Ed25519Verifier.ALGORITHMS, new Ed25519Verifier(key.getDecodedX()));
        case OctetSequenceKey key -> {
          if (key.size() < SECRET_BYTES * 8) {
            throw new TokenKeyException("a secret has fewer than " + SECRET_BYTES + " bytes");
          }
          yield of(jwk, Set.of(JWSAlgorithm.HS256), new MACVerifier(key.toByteArray()));
        }
        default -> throw new TokenKeyException("a key is of a kind that is not supported");
      };
    } catch (JOSEException | IllegalArgumentException | IllegalStateException e) {
      throw new TokenKeyException("a key cannot be used", e);
    }
  }

  private static VerificationKey of(JWK jwk, Set<JWSAlgorithm> usual, JWSVerifier verifier) {
    Set<JWSAlgorithm> algorithms = usual;
    if (jwk.getAlgorithm() != null) {
      JWSAlgorithm only = JWSAlgorithm.parse(jwk.getAlgorithm().getName());
      if (!usual.contains(only)) {
        throw new TokenKeyException("a key is for an algorithm that is not supported");
      }
      algorithms = Set.of(only);
    }
    return new VerificationKey(Optional.ofNullable(jwk.getKeyID()), algorithms, verifier);
  }

  /** Those of many that a token may have been signed with, see {@link TokenKeys#candidates}. */
  static List<VerificationKey> matching(
      List<VerificationKey> keys, Optional<String> id, JWSAlgorithm algorithm) {
    return keys.stream()
        .filter(key -> key.algorithms.contains(algorithm))
        .filter(key -> id.isEmpty() || key.id.isEmpty() || key.id.equals(id))
        .toList();
  }

  /** Whether a signature is of this key. */
  boolean verifies(JWSHeader header, byte[] signed, Base64URL signature) {
    if (!algorithms.contains(header.getAlgorithm())) {
      return false;
    }
    try {
      return verifier.verify(header, signed, signature);
    } catch (JOSEException | IllegalArgumentException e) {
      // The library's way to say that the signature is not even of the right form.
      return false;
    }
  }
}
