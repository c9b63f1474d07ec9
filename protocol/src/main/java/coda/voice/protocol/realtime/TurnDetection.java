package coda.voice.protocol.realtime;

import java.util.OptionalInt;

/** How the server notices that the user has finished. */
public sealed interface TurnDetection {
  /** What a session begins with. */
  TurnDetection DEFAULT = new ServerVad(0.5, 300, 500, true, true, OptionalInt.empty());

  /** Whether the end of speech creates a response. */
  boolean createResponse();

  /** Whether the beginning of speech ends the current response. */
  boolean interruptResponse();

  /**
   * By silence.
   *
   * @param threshold of the likelihood of speech, 0 to 1
   * @param prefixPaddingMs audio kept from before speech was noticed
   * @param silenceDurationMs silence that ends a turn
   * @param createResponse whether the end of speech creates a response
   * @param interruptResponse whether the beginning of speech ends the current response
   * @param idleTimeoutMs quiet after an answer until the server speaks up, 5000 to 30000; empty for
   *     never
   */
  record ServerVad(
      double threshold,
      int prefixPaddingMs,
      int silenceDurationMs,
      boolean createResponse,
      boolean interruptResponse,
      OptionalInt idleTimeoutMs)
      implements TurnDetection {}

  /**
   * By what was said.
   *
   * @param eagerness how soon it believes that a turn is over
   * @param createResponse whether the end of speech creates a response
   * @param interruptResponse whether the beginning of speech ends the current response
   */
  record SemanticVad(Eagerness eagerness, boolean createResponse, boolean interruptResponse)
      implements TurnDetection {}

  /** Not at all: the client commits its turns. */
  record None() implements TurnDetection {
    @Override
    public boolean createResponse() {
      return false;
    }

    @Override
    public boolean interruptResponse() {
      return false;
    }
  }

  /** How soon semantic detection believes that a turn is over. */
  enum Eagerness implements Wire {
    /** Waits at most 8 seconds. */
    LOW(8_000),
    /** Waits at most 4 seconds. */
    MEDIUM(4_000),
    /** Waits at most 2 seconds. */
    HIGH(2_000),
    /** As medium. */
    AUTO(4_000);

    private final int longestWaitMs;

    Eagerness(int longestWaitMs) {
      this.longestWaitMs = longestWaitMs;
    }

    /** The longest silence inside a turn, in milliseconds. */
    public int longestWaitMs() {
      return longestWaitMs;
    }

    /** The name on the wire. */
    @Override
    public String wireName() {
      return Wire.super.wireName();
    }
  }
}
