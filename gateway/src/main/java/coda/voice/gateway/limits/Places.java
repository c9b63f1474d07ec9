package coda.voice.gateway.limits;

/**
 * How many may be there at once.
 *
 * @param sockets TCP connections, whatever is spoken on them
 * @param socketsPerAddress of those, from one address; proxies that are trusted are not counted
 * @param connections WebSockets
 * @param conversations going on
 */
public record Places(int sockets, int socketsPerAddress, Share connections, Share conversations) {
  /** The defaults of the documentation. */
  public static final Places DEFAULTS =
      new Places(1_000, 100, new Share(100, 100, 10, 20), new Share(100, 100, 5, 20));

  /**
   * How many of one kind.
   *
   * @param total all together
   * @param perTenant of all users of one tenant
   * @param perUser of one user
   * @param perAddress from one address
   */
  public record Share(int total, int perTenant, int perUser, int perAddress) {}

  /** The same, but for the connections. */
  public Places withConnections(Share other) {
    return new Places(sockets, socketsPerAddress, other, conversations);
  }

  /** The same, but for the conversations. */
  public Places withConversations(Share other) {
    return new Places(sockets, socketsPerAddress, connections, other);
  }
}
