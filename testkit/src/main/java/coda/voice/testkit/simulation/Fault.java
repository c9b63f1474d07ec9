package coda.voice.testkit.simulation;

import java.util.Locale;

/** What goes wrong around a session in a simulated conversation. */
public enum Fault {
  /** Something of the network comes late. */
  LATE,
  /** Something never comes. */
  LOST,
  /** Something comes twice. */
  DUPLICATED,
  /** Something comes before or after its place. */
  OUT_OF_ORDER,
  /** An engine fails or refuses. */
  FAILED,
  /** An engine stops in the middle. */
  STALLED,
  /** An engine takes longer than a second. */
  SLOW_ENGINE,
  /** The client stops taking audio. */
  SLOW_CLIENT,
  /** The words are understood wrongly, or not at all. */
  MISUNDERSTOOD,
  /** The connection breaks. */
  CONNECTION_LOST,
  /** The client says it has played what it has not, or not what it has. */
  FALSE_ACKNOWLEDGEMENT;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
