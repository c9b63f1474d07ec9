package coda.voice.gateway.access;

import java.util.regex.Pattern;

/** Names of users and tenants, as tokens and keys may have them. */
public final class OwnerNames {
  /** For people. */
  public static final String ALLOWED = "1 to 100 of A-Z a-z 0-9 _ . : @ | + -";

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.:@|+-]{1,100}");

  private OwnerNames() {}

  /**
   * Whether a text is such a name.
   *
   * @param text any
   */
  public static boolean valid(String text) {
    return NAME.matcher(text).matches();
  }
}
