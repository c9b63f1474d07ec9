package coda.voice.gateway.access.token;

import coda.voice.gateway.access.MovableClock;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.crypto.impl.HMAC;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jose.util.JSONObjectUtils;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/** Keys, and tokens signed with them, right and wrong. */
public final class TestTokens {
  public static final String SECRET = "a secret of thirty-two bytes or more";
  public static final RSAKey RSA = rsa("rsa-1");
  public static final ECKey EC = ec("ec-1");
  public static final KeyPair ED = ed();

  private TestTokens() {}

  /** Claims that are all right, at the start of a {@link MovableClock}. */
  public static Map<String, Object> claims() {
    return claims(MovableClock.START.getEpochSecond());
  }

  public static Map<String, Object> claims(long now) {
    Map<String, Object> claims = new LinkedHashMap<>();
    claims.put("iss", "coda");
    claims.put("aud", "coda");
    claims.put("sub", "anna");
    claims.put("iat", now);
    claims.put("exp", now + 600);
    claims.put("scope", "talk");
    return claims;
  }

  public static String hs(Map<String, ?> claims) {
    return hs(
        "{\"alg\":\"HS256\"}",
        JSONObjectUtils.toJSONString(claims),
        SECRET.getBytes(StandardCharsets.UTF_8));
  }

  /** With a header and claims as they are written here. */
  public static String hs(String header, String claims, byte[] secret) {
    String signed = Base64URL.encode(header) + "." + Base64URL.encode(claims);
    try {
      return signed
          + "."
          + Base64URL.encode(
              HMAC.compute("HmacSHA256", secret, signed.getBytes(StandardCharsets.US_ASCII), null));
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  public static String rsa(RSAKey key, JWSAlgorithm algorithm, Map<String, ?> claims) {
    return rsa(key, new JWSHeader.Builder(algorithm).keyID(key.getKeyID()).build(), claims);
  }

  public static String rsa(RSAKey key, JWSHeader header, Map<String, ?> claims) {
    try {
      String signed = header.toBase64URL() + "." + encoded(claims);
      return signed
          + "."
          + new RSASSASigner(key, true).sign(header, signed.getBytes(StandardCharsets.US_ASCII));
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  public static String ec(ECKey key, Map<String, ?> claims) {
    try {
      JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.ES256).keyID(key.getKeyID()).build();
      String signed = header.toBase64URL() + "." + encoded(claims);
      return signed
          + "."
          + new ECDSASigner(key).sign(header, signed.getBytes(StandardCharsets.US_ASCII));
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  public static String ed(String header, Map<String, ?> claims) {
    try {
      String signed = Base64URL.encode(header) + "." + encoded(claims);
      Signature signature = Signature.getInstance("Ed25519");
      signature.initSign(ED.getPrivate());
      signature.update(signed.getBytes(StandardCharsets.US_ASCII));
      return signed + "." + Base64URL.encode(signature.sign());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Base64URL encoded(Map<String, ?> claims) {
    return Base64URL.encode(JSONObjectUtils.toJSONString(claims));
  }

  public static String pem(java.security.PublicKey key) {
    return pem("PUBLIC KEY", key.getEncoded());
  }

  public static String pem(String label, byte[] encoded) {
    return "-----BEGIN %s-----%n%s%n-----END %s-----%n"
        .formatted(label, Base64.getMimeEncoder().encodeToString(encoded), label);
  }

  public static RSAKey rsa(String id) {
    return rsa(id, 2_048);
  }

  public static RSAKey rsa(String id, int bits) {
    try {
      return new RSAKeyGenerator(bits, true).keyID(id).generate();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  public static ECKey ec(String id) {
    try {
      return new ECKeyGenerator(Curve.P_256).keyID(id).generate();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  private static KeyPair ed() {
    try {
      return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
