package coda.voice.testkit.scenario;

/**
 * Something that happens at its moment.
 *
 * @param when its moment
 * @param what it is
 */
public record Happening(Moment when, Action what) {
  /**
   * Something that happens by the clock.
   *
   * @param atMs ms from the beginning
   * @param what it is
   */
  public static Happening at(long atMs, Action what) {
    return new Happening(new Moment.At(atMs), what);
  }
}
