package coda.voice.server.fuzz;

import coda.voice.gateway.access.Purpose;
import coda.voice.gateway.access.token.LocalKeys;
import coda.voice.gateway.access.token.SignedTokens;
import coda.voice.gateway.access.token.TokenRules;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Tokens as they come, and tokens that are signed rightly and say what nobody would. */
final class TokenInput {
  private static final String SECRET = "a secret of the fuzzer, long enough for HS256";
  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.parse("2030-01-01T00:00:00Z"));
  private static final SignedTokens TOKENS =
      new SignedTokens(
          LocalKeys.of(List.of(), Optional.of(SECRET), CLOCK),
          new TokenRules("issuer", "coda", "tenant", Duration.ofSeconds(30)),
          CLOCK);

  private TokenInput() {}

  /** A token as it comes. */
  static void read(String token) {
    TOKENS.identify(token, Purpose.values()[0]);
  }

  /** Header and claims with a byte of 0 between them, signed with the right key. */
  static void readSigned(byte[] input) {
    int end = 0;
    while (end < input.length && input[end] != 0) {
      end++;
    }
    byte[] claims = Arrays.copyOfRange(input, Math.min(end + 1, input.length), input.length);
    String signed = encoded(Arrays.copyOf(input, end)) + "." + encoded(claims);
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      read(signed + "." + encoded(mac.doFinal(signed.getBytes(StandardCharsets.US_ASCII))));
    } catch (GeneralSecurityException e) {
      throw new AssertionError("Every JVM has HMAC with SHA-256", e);
    }
  }

  private static String encoded(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
