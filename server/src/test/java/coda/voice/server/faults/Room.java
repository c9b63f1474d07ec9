package coda.voice.server.faults;

import java.util.List;

/** Limits that let all callers of a test in, though they come from one address. */
final class Room {
  static final List<String> SETTINGS =
      List.of(
          "server.limits.connections=10000",
          "server.limits.connections_per_address=10000",
          "server.limits.conversations=10000",
          "server.limits.sockets=10000",
          "server.limits.control_messages=100000",
          "server.limits.per_minute.connections=100000",
          "server.limits.per_minute.conversations=100000",
          "server.limits.per_minute.requests=100000",
          "server.limits.user.connections=10000",
          "server.limits.user.conversations=10000",
          "server.limits.address.sockets=10000",
          "server.limits.address.conversations=10000",
          "server.limits.address.users=1000");

  private Room() {}
}
