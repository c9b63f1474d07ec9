package coda.voice.gateway.http;

import java.net.InetAddress;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads addresses that others wrote, and nothing else: no names, no short forms, no zones. */
final class Addresses {
  private static final int LONGEST = 45;
  private static final Pattern FOUR = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");
  private static final Pattern SIX = Pattern.compile("[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");

  private Addresses() {}

  /**
   * An address.
   *
   * @param text with four numbers, or with colons
   * @return empty when it is something else; an IPv4 address written as IPv6 is the IPv4 address
   */
  static Optional<InetAddress> parse(String text) {
    if (text.length() > LONGEST || !(FOUR.matcher(text).matches() || SIX.matcher(text).matches())) {
      return Optional.empty();
    }
    try {
      return Optional.of(InetAddress.ofLiteral(text));
    } catch (IllegalArgumentException notAnAddress) {
      return Optional.empty();
    }
  }
}
