package coda.voice.gateway;

import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;

/** Ids by which a failure that a client was told of is found in the log. */
public final class References {
  private References() {}

  /** A new one: eight hexadecimal digits, enough to find one line in a log. */
  public static String next() {
    return HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt());
  }
}
