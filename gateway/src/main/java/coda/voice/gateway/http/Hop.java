package coda.voice.gateway.http;

import java.net.InetAddress;
import java.util.Optional;
import java.util.regex.Pattern;

/** Where a proxy says that a request came from. */
sealed interface Hop {
  /** From there. */
  record From(InetAddress address) implements Hop {}

  /** The proxy does not know, or does not tell: {@code unknown}, {@code _hidden}. */
  record Hidden() implements Hop {}

  /** An optional port, as RFC 7239 has it: a number or an obfuscated one. */
  Pattern PORT = Pattern.compile("(:(\\d{1,5}|_[A-Za-z0-9._-]+))?");

  /** What stands for an address that is not told. */
  Pattern OBFUSCATED = Pattern.compile("(?i:unknown)|_[A-Za-z0-9._-]+");

  /**
   * Reads a node: {@code 192.0.2.1}, {@code 192.0.2.1:80}, {@code [2001:db8::1]}, {@code
   * [2001:db8::1]:80}, {@code 2001:db8::1}, {@code unknown}, {@code _hidden}.
   *
   * @return empty when it is none of these
   */
  static Optional<Hop> of(String node) {
    if (node.startsWith("[")) {
      int end = node.indexOf(']');
      if (end < 0 || !PORT.matcher(node.substring(end + 1)).matches()) {
        return Optional.empty();
      }
      String inside = node.substring(1, end);
      return inside.indexOf(':') < 0 ? Optional.empty() : Addresses.parse(inside).map(From::new);
    }
    int colon = node.indexOf(':');
    boolean port = colon >= 0 && node.indexOf(':', colon + 1) < 0;
    if (port && !PORT.matcher(node.substring(colon)).matches()) {
      return Optional.empty();
    }
    String name = port ? node.substring(0, colon) : node;
    return OBFUSCATED.matcher(name).matches()
        ? Optional.of(new Hidden())
        : Addresses.parse(name).map(From::new);
  }
}
