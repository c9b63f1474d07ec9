package coda.voice.testkit.scenario;

/** How a tool works. */
public sealed interface ToolManner {
  /** It has side effects. */
  record ChangesSomething() implements ToolManner {}

  /**
   * It takes a while.
   *
   * @param ms how long
   */
  record Takes(long ms) implements ToolManner {}

  /**
   * What it finds.
   *
   * @param text its result
   */
  record Returns(String text) implements ToolManner {}

  /** It fails. */
  record Fails() implements ToolManner {}

  /** Its result never comes. */
  record NeverEnds() implements ToolManner {}
}
