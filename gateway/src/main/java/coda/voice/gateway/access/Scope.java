package coda.voice.gateway.access;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What somebody may do; each is asked for by itself, none includes another. */
public enum Scope {
  /** Have conversations, and see and delete one's own. */
  TALK,
  /** See events, sessions, metrics and the health of engines that are not one's own. */
  MONITOR,
  /** Change the running server: end sessions, drain, configure, delete what others said. */
  ADMIN;

  /** As tokens and configuration have it: {@code talk}. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The scope of a name.
   *
   * @param wireName as {@link #wireName} has it
   */
  public static Optional<Scope> of(String wireName) {
    return Arrays.stream(values()).filter(scope -> scope.wireName().equals(wireName)).findFirst();
  }
}
