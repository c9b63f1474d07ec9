package coda.voice.gateway.access;

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
}
