package coda.voice.gateway.access.token;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.Base64URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Keys as files hold them: PEM, JWK, JWK sets, secrets. */
final class KeyText {
  private static final Pattern PEM =
      Pattern.compile(
          "-----BEGIN ([A-Z0-9 ]{1,40})-----([A-Za-z0-9+/=\\s]{1,20000})-----END \\1-----");
  private static final int X_BYTES = 32;

  private KeyText() {}

  /** All keys of a file. */
  static List<VerificationKey> keys(Path file, byte[] bytes) {
    String text = new String(bytes, StandardCharsets.UTF_8).strip();
    try {
      List<JWK> found = text.startsWith("{") ? json(text) : pem(text);
      if (found.isEmpty()) {
        throw new TokenKeyException("there is no public key in it");
      }
      return found.stream().map(KeyText::publicOnly).map(VerificationKey::of).toList();
    } catch (TokenKeyException e) {
      throw new TokenKeyException(file + ": " + e.getMessage(), e);
    }
  }

  /** A secret. */
  static VerificationKey secret(String text) {
    byte[] secret = text.strip().getBytes(StandardCharsets.UTF_8);
    try {
      return VerificationKey.of(new OctetSequenceKey.Builder(secret).build());
    } catch (TokenKeyException | IllegalArgumentException e) {
      throw new TokenKeyException("the secret for tokens must have at least 32 bytes", e);
    }
  }

  /** The keys of a JWK set as a server publishes it; those that cannot be used are left out. */
  static List<VerificationKey> published(String text) {
    List<VerificationKey> usable = new ArrayList<>();
    for (JWK jwk : json(text)) {
      // A secret that is published is none.
      if (!jwk.isPrivate()) {
        try {
          usable.add(VerificationKey.of(jwk));
        } catch (TokenKeyException e) {
          // For another purpose, or too weak; the others are good.
        }
      }
    }
    return usable;
  }

  private static List<JWK> json(String text) {
    try {
      return text.contains("\"keys\"") ? JWKSet.parse(text).getKeys() : List.of(JWK.parse(text));
    } catch (ParseException | RuntimeException | StackOverflowError e) {
      // The library's own message may show what it read.
      throw new TokenKeyException("it is no JWK and no JWK set");
    }
  }

  private static JWK publicOnly(JWK jwk) {
    if (jwk.isPrivate() && !(jwk instanceof OctetSequenceKey)) {
      throw new TokenKeyException("it holds a private key: give the server the public one only");
    }
    return jwk;
  }

  private static List<JWK> pem(String text) {
    List<JWK> keys = new ArrayList<>();
    Matcher blocks = PEM.matcher(text);
    while (blocks.find()) {
      String label = blocks.group(1);
      if (label.endsWith("PRIVATE KEY")) {
        throw new TokenKeyException("it holds a private key: give the server the public one only");
      }
      if (!label.equals("PUBLIC KEY")) {
        throw new TokenKeyException("it holds something else than a PUBLIC KEY");
      }
      keys.add(publicKey(Base64.getMimeDecoder().decode(blocks.group(2))));
    }
    return keys;
  }

  private static JWK publicKey(byte[] encoded) {
    X509EncodedKeySpec spec = new X509EncodedKeySpec(encoded);
    for (String kind : List.of("RSA", "EC", "Ed25519")) {
      try {
        return jwk(KeyFactory.getInstance(kind).generatePublic(spec), encoded);
      } catch (GeneralSecurityException e) {
        // Of another kind.
      }
    }
    throw new TokenKeyException("a key is neither RSA, nor EC, nor Ed25519");
  }

  private static JWK jwk(PublicKey key, byte[] encoded) {
    return switch (key) {
      case RSAPublicKey rsa -> new RSAKey.Builder(rsa).build();
      case ECPublicKey ec -> {
        Curve curve = Curve.forECParameterSpec(ec.getParams());
        if (curve == null) {
          throw new TokenKeyException("an EC key is of a curve that is not supported");
        }
        yield new ECKey.Builder(curve, ec).build();
      }
      case EdECPublicKey ed -> {
        byte[] x = Arrays.copyOfRange(encoded, encoded.length - X_BYTES, encoded.length);
        yield new OctetKeyPair.Builder(Curve.Ed25519, Base64URL.encode(x)).build();
      }
      default -> throw new TokenKeyException("a key is of a kind that is not supported");
    };
  }
}
