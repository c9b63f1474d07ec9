package coda.voice.server.attacks;

import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Instant;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Makes tokens, right and wrong, without the library that the server checks them with. */
final class Forge {
  /** What the server has as {@code security.tokens.secret}. */
  static final String SECRET = "the secret of the server under attack";

  /** The server knows the public half. */
  static final KeyPair KEYS = keys();

  static final String HS = "{\"alg\":\"HS256\"}";
  static final String ED = "{\"alg\":\"EdDSA\"}";

  private Forge() {}

  /** Claims that are all right for an hour. */
  static JsonObject claims(String user, String scopes) {
    long now = Instant.now().getEpochSecond();
    return new JsonObject()
        .put("iss", "coda")
        .put("aud", "coda")
        .put("sub", user)
        .put("iat", now)
        .put("exp", now + 3_600)
        .put("scope", scopes);
  }

  /** A token that is right. */
  static String token(String user, String scopes) {
    return hs(HS, claims(user, scopes).encode(), SECRET.getBytes(StandardCharsets.UTF_8));
  }

  /** A token with this header and these claims as they are written, signed with a secret. */
  static String hs(String header, String claims, byte[] secret) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret, "HmacSHA256"));
      String signed = base64(header) + "." + base64(claims);
      return signed + "." + base64(mac.doFinal(signed.getBytes(StandardCharsets.US_ASCII)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The same, signed with the server's own secret. */
  static String hs(String header, String claims) {
    return hs(header, claims, SECRET.getBytes(StandardCharsets.UTF_8));
  }

  /** The same, signed with the private key whose public half the server knows. */
  static String ed(String header, String claims) {
    return ed(header, claims, KEYS);
  }

  /** The same, signed with any key. */
  static String ed(String header, String claims, KeyPair keys) {
    try {
      Signature signature = Signature.getInstance("Ed25519");
      signature.initSign(keys.getPrivate());
      String signed = base64(header) + "." + base64(claims);
      signature.update(signed.getBytes(StandardCharsets.US_ASCII));
      return signed + "." + base64(signature.sign());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The public key as the server's file has it. */
  static String pem() {
    return "-----BEGIN PUBLIC KEY-----\n%s\n-----END PUBLIC KEY-----\n"
        .formatted(Base64.getMimeEncoder().encodeToString(KEYS.getPublic().getEncoded()));
  }

  static String base64(String text) {
    return base64(text.getBytes(StandardCharsets.UTF_8));
  }

  static String base64(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  static KeyPair keys() {
    try {
      return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
