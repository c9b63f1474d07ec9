package coda.voice.server.config;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Objects;

/**
 * A text that nobody may read but the part that needs it. Its {@link #toString} hides it, so that
 * records, logs and messages that hold one give nothing away. A component of this type makes a
 * setting a secret: it may be written as {@code file:PATH} or {@code env:NAME}, and is never shown.
 */
public final class Secret {
  /** What is shown instead. */
  public static final String HIDDEN = "***";

  /** None was set. */
  public static final Secret NONE = new Secret("");

  private final String text;

  private Secret(String text) {
    this.text = text;
  }

  /**
   * A secret.
   *
   * @param text the secret itself; empty for {@link #NONE}
   */
  public static Secret of(String text) {
    return text.isEmpty() ? NONE : new Secret(text);
  }

  /** Whether there is one. */
  public boolean isSet() {
    return !text.isEmpty();
  }

  /** The secret itself, for the one place that needs it. */
  public String reveal() {
    return text;
  }

  /** Takes as long whether the beginnings are the same or not. */
  @Override
  public boolean equals(Object other) {
    return other instanceof Secret secret
        && MessageDigest.isEqual(
            text.getBytes(StandardCharsets.UTF_8), secret.text.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public int hashCode() {
    return Objects.hash(Secret.class, text);
  }

  /** {@value #HIDDEN}, or nothing when none was set. */
  @Override
  public String toString() {
    return isSet() ? HIDDEN : "";
  }
}
