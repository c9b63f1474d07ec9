package coda.voice.conversation;

import org.jspecify.annotations.Nullable;

/** What has to be done at an end, all of it, whatever of it fails. */
final class AtEnd {
  private AtEnd() {}

  /**
   * Does everything in order.
   *
   * @throws RuntimeException the first that was thrown, when all was done; the others are
   *     suppressed in it
   */
  static void all(Runnable... steps) {
    @Nullable RuntimeException first = null;
    for (Runnable step : steps) {
      first = tried(step, first);
    }
    if (first != null) {
      throw first;
    }
  }

  private static @Nullable RuntimeException tried(
      Runnable step, @Nullable RuntimeException before) {
    try {
      step.run();
      return before;
    } catch (RuntimeException e) {
      if (before == null) {
        return e;
      }
      before.addSuppressed(e);
      return before;
    }
  }
}
