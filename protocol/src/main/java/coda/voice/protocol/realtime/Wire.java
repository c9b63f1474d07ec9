package coda.voice.protocol.realtime;

import java.util.Locale;

/** An enum whose constants are written in lower case on the wire. */
interface Wire {
  /** The constant's name in Java. */
  String name();

  /** The constant's name on the wire. */
  default String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
