package coda.voice.gateway.access;

import java.util.Locale;
import java.util.regex.Pattern;

/** Names and addresses by which a machine reaches only itself. */
public final class Loopback {
  private static final Pattern V4 = Pattern.compile("127(\\.\\d{1,3}){3}");

  private Loopback() {}

  /**
   * Whether a host is this machine for certain. Names are not looked up: only {@code localhost} is
   * taken for what it says.
   *
   * @param host a name or address, IPv6 with or without brackets; no port
   */
  public static boolean is(String host) {
    String plain = host.toLowerCase(Locale.ROOT);
    return plain.equals("localhost")
        || plain.equals("::1")
        || plain.equals("[::1]")
        || plain.equals("0:0:0:0:0:0:0:1")
        || V4.matcher(plain).matches();
  }
}
