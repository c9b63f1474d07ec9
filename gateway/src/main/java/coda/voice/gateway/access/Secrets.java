package coda.voice.gateway.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.HexFormat;

/** Random secrets, and the hashes that are kept of them. May be used from any thread. */
public final class Secrets {
  private static final int BYTES = 32;

  private Secrets() {}

  /**
   * A new secret of 256 bits.
   *
   * @param random where it comes from
   */
  public static byte[] next(SecureRandom random) {
    byte[] secret = new byte[BYTES];
    random.nextBytes(secret);
    return secret;
  }

  /**
   * A new secret of 256 bits in 64 hexadecimal digits.
   *
   * @param random where it comes from
   */
  public static String nextHex(SecureRandom random) {
    return HexFormat.of().formatHex(next(random));
  }

  /**
   * SHA-256 of a text in UTF-8.
   *
   * @param text any
   */
  public static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /**
   * What a secret is kept as and found by: its SHA-256 in hexadecimal digits. How long finding one
   * takes says nothing about the secret.
   *
   * @param text any
   */
  public static String hash(String text) {
    return HexFormat.of().formatHex(sha256(text));
  }
}
