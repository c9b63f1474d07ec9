package coda.voice.gateway.access;

import java.util.Optional;

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
   * What an {@code Authorization} header presents.
   *
   * @param header its value, if there is one
   */
  static Credential ofHeader(Optional<String> header) {
    return header
        .filter(value -> value.regionMatches(true, 0, "Bearer ", 0, 7))
        .map(value -> value.substring(7).strip())
        .filter(token -> !token.isEmpty())
        .<Credential>map(Bearer::new)
        .orElse(NONE);
  }
}
