package coda.voice.server.soak;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/** What a caller does on one visit. */
enum Habit {
  /** Speaks, hears the whole answer, says goodbye. */
  TALK(24, true),
  /** Types, reads and hears the whole answer, says goodbye. */
  TYPE(24, true),
  /** Stops the answer in the middle. */
  INTERRUPT(12, true),
  /** Is gone without a word, in the middle of something. */
  VANISH(16, false),
  /** Asks for a long answer and takes none of it. */
  DEAF(4, false),
  /** Sends messages that make no sense. */
  NONSENSE(8, false),
  /** Sends bytes that are no HTTP, or breaks off in the middle of the handshake. */
  GARBAGE(8, false),
  /** Opens a connection and says nothing. */
  SILENT(4, false);

  private static final int ALL = Arrays.stream(values()).mapToInt(h -> h.weight).sum();

  private final int weight;
  private final boolean good;

  Habit(int weight, boolean good) {
    this.weight = weight;
    this.good = good;
  }

  /** Whether this caller must be served without a fault. */
  boolean good() {
    return good;
  }

  /** One of them, the frequent ones more often. */
  static Habit any(RandomGenerator random) {
    int at = random.nextInt(ALL);
    for (Habit habit : values()) {
      at -= habit.weight;
      if (at < 0) {
        return habit;
      }
    }
    throw new AssertionError(at);
  }
}
