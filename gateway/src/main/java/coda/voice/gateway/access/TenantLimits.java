package coda.voice.gateway.access;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * What somebody was granted beside the limits of the server: by the {@code limits} claim of a
 * token, or in the file of API keys. Where nothing is granted, the server's own limit holds. What
 * is granted may be more or less than that; what protects the whole server (connections in total,
 * sizes of messages) cannot be granted away.
 *
 * @param maxConnections open at once, of all users of the tenant together; 1 to 100,000
 * @param maxSessions conversations at once, of all users of the tenant together; 1 to 100,000
 * @param controlMessages messages other than audio of one connection, in the window that the server
 *     sets; 1 to 1,000,000
 * @param audioSpeed how fast microphone audio may come, in multiples of real time; 1 to 1,000
 */
public record TenantLimits(
    OptionalInt maxConnections,
    OptionalInt maxSessions,
    OptionalInt controlMessages,
    OptionalDouble audioSpeed) {
  /** Nothing is granted: the server's limits hold. */
  public static final TenantLimits SERVERS =
      new TenantLimits(
          OptionalInt.empty(), OptionalInt.empty(), OptionalInt.empty(), OptionalDouble.empty());

  private static final int MOST_PLACES = 100_000;
  private static final int MOST_MESSAGES = 1_000_000;
  private static final double FASTEST = 1_000;

  /**
   * Checked limits.
   *
   * @param maxConnections see above
   * @param maxSessions see above
   * @param controlMessages see above
   * @param audioSpeed see above
   * @throws IllegalArgumentException if one is out of its range, or not whole where it must be
   */
  public static TenantLimits of(
      Optional<Double> maxConnections,
      Optional<Double> maxSessions,
      Optional<Double> controlMessages,
      Optional<Double> audioSpeed) {
    return new TenantLimits(
        whole("max_connections", maxConnections, MOST_PLACES),
        whole("max_sessions", maxSessions, MOST_PLACES),
        whole("control_messages", controlMessages, MOST_MESSAGES),
        audioSpeed
            .map(speed -> OptionalDouble.of(ranged("audio_speed", speed, FASTEST)))
            .orElseGet(OptionalDouble::empty));
  }

  private static OptionalInt whole(String name, Optional<Double> value, int most) {
    if (value.isEmpty()) {
      return OptionalInt.empty();
    }
    double number = ranged(name, value.get(), most);
    if (number != Math.rint(number)) {
      throw new IllegalArgumentException(name + " is not a whole number");
    }
    return OptionalInt.of((int) number);
  }

  private static double ranged(String name, double value, double most) {
    if (!(value >= 1 && value <= most)) {
      throw new IllegalArgumentException(name + " is not from 1 to " + (long) most);
    }
    return value;
  }
}
