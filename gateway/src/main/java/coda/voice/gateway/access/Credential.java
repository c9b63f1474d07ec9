package coda.voice.gateway.access;

import coda.voice.gateway.GatewayException;
import java.util.List;

/** What somebody presents to be let in. */
public sealed interface Credential {
  /** Nothing was presented. */
  Credential NONE = new None();

  /** Nothing. */
  record None() implements Credential {}

  /**
   * Something that proves who they are: a signed token, an API key or a client's token.
   *
   * @param text as it was presented; a secret
   */
  record Bearer(String text) implements Credential {
    /** Never the secret. */
    @Override
    public String toString() {
      return "Bearer[…]";
    }
  }

  /**
   * A name without proof.
   *
   * @param user who they say they are
   */
  record Claim(String user) implements Credential {}

  /**
   * What {@code Authorization} headers present.
   *
   * @param headers their values; one at most, or a proxy might have looked at another one
   * @throws GatewayException {@code AUTH_AMBIGUOUS} when there are several
   */
  static Credential ofHeaders(List<String> headers) {
    if (headers.size() > 1) {
      throw new GatewayException(AccessError.AUTH_AMBIGUOUS, "There is one Authorization header");
    }
    return headers.stream()
        .filter(value -> value.regionMatches(true, 0, "Bearer ", 0, 7))
        .map(value -> value.substring(7).strip())
        .filter(token -> !token.isEmpty())
        .findFirst()
        .<Credential>map(Bearer::new)
        .orElse(NONE);
  }
}
