package coda.voice.gateway.limits;

import java.net.Inet6Address;
import java.net.InetAddress;

/** Which network an address counts for. */
public final class Networks {
  private static final int GROUPS = 4;

  private Networks() {}

  /**
   * The network of an address: an IPv4 address itself, of an IPv6 address its /64, as whoever has
   * one has all the others of it.
   *
   * @param address a literal, as sockets have it; anything else is its own network
   */
  public static String of(String address) {
    if (address.indexOf(':') < 0) {
      return address;
    }
    try {
      if (InetAddress.ofLiteral(address) instanceof Inet6Address six) {
        StringBuilder prefix = new StringBuilder();
        byte[] bytes = six.getAddress();
        for (int i = 0; i < GROUPS; i++) {
          int group = (bytes[2 * i] & 0xFF) << 8 | (bytes[2 * i + 1] & 0xFF);
          prefix.append(Integer.toHexString(group)).append(':');
        }
        return prefix.append(":/64").toString();
      }
      return InetAddress.ofLiteral(address).getHostAddress();
    } catch (IllegalArgumentException notAnAddress) {
      return address;
    }
  }
}
