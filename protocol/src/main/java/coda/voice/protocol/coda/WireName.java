package coda.voice.protocol.coda;

import java.util.Locale;

/** An enum whose constants are written in lower case on the wire. */
interface WireName {
  /** The constant's name in Java. */
  String name();

  /** The constant's name on the wire. */
  default String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
