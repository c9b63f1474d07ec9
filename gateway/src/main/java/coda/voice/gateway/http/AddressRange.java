package coda.voice.gateway.http;

import java.net.InetAddress;

/**
 * Addresses that begin alike, as CIDR has it: {@code 10.0.0.0/8}, {@code 2001:db8::/32}, or one
 * address alone.
 */
public final class AddressRange {
  private final byte[] network;
  private final int bits;

  private AddressRange(byte[] network, int bits) {
    this.network = network;
    this.bits = bits;
  }

  /**
   * Reads one.
   *
   * @param text as CIDR has it
   * @throws IllegalArgumentException saying what is wrong
   */
  public static AddressRange of(String text) {
    int slash = text.indexOf('/');
    String address = slash < 0 ? text : text.substring(0, slash);
    byte[] network =
        Addresses.parse(address)
            .orElseThrow(() -> new IllegalArgumentException("'" + address + "' is no address"))
            .getAddress();
    int most = network.length * Byte.SIZE;
    if (slash < 0) {
      return new AddressRange(network, most);
    }
    String bits = text.substring(slash + 1);
    if (!bits.matches("\\d{1,3}") || Integer.parseInt(bits) > most) {
      throw new IllegalArgumentException(
          "'" + bits + "' is no number of bits; allowed is 0 to " + most);
    }
    return new AddressRange(network, Integer.parseInt(bits));
  }

  /** Whether an address is one of these. */
  boolean contains(InetAddress address) {
    byte[] bytes = address.getAddress();
    if (bytes.length != network.length) {
      return false;
    }
    for (int bit = 0; bit < bits; bit++) {
      int mask = 0x80 >> (bit % Byte.SIZE);
      if (((bytes[bit / Byte.SIZE] ^ network[bit / Byte.SIZE]) & mask) != 0) {
        return false;
      }
    }
    return true;
  }
}
