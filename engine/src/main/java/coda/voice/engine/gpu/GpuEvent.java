package coda.voice.engine.gpu;

/** What happened in a ledger that somebody may act on. */
public sealed interface GpuEvent {
  /** The card it happened on. */
  int card();

  /**
   * Memory became scarcer, or less scarce. When it changes several times before listeners are told,
   * they are told the outcome.
   *
   * @param card its number
   * @param before what listeners were told last
   * @param now what it is
   */
  record PressureChanged(int card, Pressure before, Pressure now) implements GpuEvent {}

  /**
   * An owner was asked and gave memory back.
   *
   * @param card where
   * @param component whose
   * @param bytes what was booked
   * @param on the component that needed it, or {@code pressure}
   */
  record GivenBack(int card, String component, long bytes, String on) implements GpuEvent {}

  /**
   * An owner was asked and failed, took too long, or said what is not so. It is left alone for a
   * while.
   *
   * @param card where
   * @param component whose
   * @param problem for operators
   */
  record OwnerFailed(int card, String component, String problem) implements GpuEvent {}
}
