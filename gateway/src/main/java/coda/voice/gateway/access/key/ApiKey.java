package coda.voice.gateway.access.key;

import coda.voice.gateway.access.Secrets;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32;

/**
 * An API key as its owner holds it: {@code coda_ID_SECRETCHECK}, with an id of 10 characters that
 * is no secret, 256 random bits and a checksum. The checksum tells a mistyped key from a wrong one,
 * and lets tools that look for leaked secrets be certain.
 *
 * <p>The server keeps only the SHA-256 of the whole text. A slow hash with salt is for passwords,
 * which people choose and others guess; 256 random bits cannot be guessed, however fast the hash.
 *
 * @param id names the key in the file and in the log
 * @param text the whole key; a secret
 */
public record ApiKey(String id, String text) {
  private static final Pattern FORM =
      Pattern.compile("(coda_([a-z0-9]{10})_[0-9a-f]{64})([0-9a-f]{8})");
  private static final String LETTERS = "abcdefghijkmnpqrstuvwxyz23456789";
  private static final int ID_LENGTH = 10;

  /**
   * A new one.
   *
   * @param random where the secret comes from
   */
  public static ApiKey create(SecureRandom random) {
    StringBuilder id = new StringBuilder();
    for (int i = 0; i < ID_LENGTH; i++) {
      id.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
    }
    String body = "coda_" + id + "_" + Secrets.nextHex(random);
    return new ApiKey(id.toString(), body + check(body));
  }

  /**
   * The key that a text is.
   *
   * @param text any
   * @return empty when it has another form or was mistyped
   */
  public static Optional<ApiKey> parse(String text) {
    Matcher form = FORM.matcher(text);
    return form.matches() && check(form.group(1)).equals(form.group(3))
        ? Optional.of(new ApiKey(form.group(2), text))
        : Optional.empty();
  }

  /** What is kept of it: SHA-256 of the text. */
  public byte[] hash() {
    return Secrets.sha256(text);
  }

  private static String check(String body) {
    CRC32 crc = new CRC32();
    crc.update(body.getBytes(StandardCharsets.US_ASCII));
    return HexFormat.of().toHexDigits((int) crc.getValue());
  }

  /** Never the secret. */
  @Override
  public String toString() {
    return "ApiKey[" + id + "]";
  }
}
