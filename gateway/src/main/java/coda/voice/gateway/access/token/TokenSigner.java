package coda.voice.gateway.access.token;

import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jose.util.JSONObjectUtils;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signs tokens with a local key: for development, and for tools. A server never needs it. */
public final class TokenSigner {
  private static final Pattern PRIVATE =
      Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");

  private interface Signing {
    byte[] sign(byte[] text) throws GeneralSecurityException;
  }

  private final String algorithm;
  private final Signing signing;

  private TokenSigner(String algorithm, Signing signing) {
    this.algorithm = algorithm;
    this.signing = signing;
  }

  /**
   * Signs with HS256.
   *
   * @param text the secret, as the server reads it from its file
   * @throws TokenKeyException {@code TOKEN_KEY_INVALID} when it is too short
   */
  public static TokenSigner ofSecret(String text) {
    byte[] secret = text.strip().getBytes(StandardCharsets.UTF_8);
    if (secret.length < 32) {
      throw new TokenKeyException("the secret must have at least 32 bytes");
    }
    return new TokenSigner(
        "HS256",
        signed -> {
          Mac mac = Mac.getInstance("HmacSHA256");
          mac.init(new SecretKeySpec(secret, "HmacSHA256"));
          return mac.doFinal(signed);
        });
  }

  /**
   * Signs with Ed25519.
   *
   * @param pem the private key, PKCS #8, as {@code openssl genpkey -algorithm ed25519} makes it
   * @throws TokenKeyException {@code TOKEN_KEY_INVALID} when it is no such key
   */
  public static TokenSigner ofPrivateKey(String pem) {
    Matcher block = PRIVATE.matcher(pem);
    if (!block.find()) {
      throw new TokenKeyException("the file holds no PRIVATE KEY");
    }
    try {
      PrivateKey key =
          KeyFactory.getInstance("Ed25519")
              .generatePrivate(
                  new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(block.group(1))));
      return new TokenSigner(
          "EdDSA",
          signed -> {
            Signature signature = Signature.getInstance("Ed25519");
            signature.initSign(key);
            signature.update(signed);
            return signature.sign();
          });
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw new TokenKeyException("the private key is not of Ed25519", e);
    }
  }

  /**
   * A token.
   *
   * @param claims texts, whole numbers, lists and maps of them
   */
  public String sign(Map<String, ?> claims) {
    Map<String, Object> header = new LinkedHashMap<>();
    header.put("alg", algorithm);
    header.put("typ", "JWT");
    String signed =
        Base64URL.encode(JSONObjectUtils.toJSONString(header))
            + "."
            + Base64URL.encode(JSONObjectUtils.toJSONString(claims));
    try {
      return signed
          + "."
          + Base64URL.encode(signing.sign(signed.getBytes(StandardCharsets.US_ASCII)));
    } catch (GeneralSecurityException e) {
      throw new TokenKeyException("the token cannot be signed", e);
    }
  }
}
