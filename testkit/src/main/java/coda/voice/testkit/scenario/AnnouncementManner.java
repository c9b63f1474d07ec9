package coda.voice.testkit.scenario;

/** With what care something is said that nobody asked for. */
public sealed interface AnnouncementManner {
  /**
   * How long it is worth saying.
   *
   * @param ms how long it may wait
   */
  record FreshFor(long ms) implements AnnouncementManner {}

  /** It must not be interrupted. */
  record Protected() implements AnnouncementManner {}
}
