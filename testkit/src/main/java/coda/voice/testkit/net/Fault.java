package coda.voice.testkit.net;

/**
 * Something that happens to a connection when so many bytes have passed in one direction.
 *
 * @param direction whose bytes are counted
 * @param atByte so many pass unharmed before it happens, at least 0
 * @param kind what happens
 */
public record Fault(Direction direction, long atByte, Kind kind) {
  /** Whose bytes. */
  public enum Direction {
    /** From the client to the server. */
    UP,
    /** From the server to the client. */
    DOWN
  }

  /** What happens. */
  public sealed interface Kind {
    /** Both sides see a reset; what was on its way is lost. */
    record Cut() implements Kind {}

    /** Both sides see an orderly end of the stream, without a goodbye of what it carried. */
    record Close() implements Kind {}

    /** Nothing passes in this direction any more, and nobody is told: a half-open connection. */
    record Stall() implements Kind {}

    /**
     * What follows comes late, once.
     *
     * @param ms how late
     */
    record Delay(long ms) implements Kind {}

    /** The byte arrives with all its bits turned around. */
    record Corrupt() implements Kind {}
  }

  /** A reset. */
  public static Fault cut(Direction direction, long atByte) {
    return new Fault(direction, atByte, new Kind.Cut());
  }

  /** An end of the stream. */
  public static Fault close(Direction direction, long atByte) {
    return new Fault(direction, atByte, new Kind.Close());
  }

  /** Silence for good. */
  public static Fault stall(Direction direction, long atByte) {
    return new Fault(direction, atByte, new Kind.Stall());
  }

  /** Silence for a while. */
  public static Fault delay(Direction direction, long atByte, long ms) {
    return new Fault(direction, atByte, new Kind.Delay(ms));
  }

  /** A wrong byte. */
  public static Fault corrupt(Direction direction, long atByte) {
    return new Fault(direction, atByte, new Kind.Corrupt());
  }
}
