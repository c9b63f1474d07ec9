package coda.voice.engine.ladder;

import coda.voice.engine.Health;
import java.util.Map;

/**
 * One engine of a ladder, now and since the start.
 *
 * @param engine its name
 * @param health how it says it is
 * @param circuit whether it is asked
 * @param lastFailure the code of its last failure, or empty when there was none
 * @param counts what it did
 */
public record RungStatus(
    String engine, Health health, Circuit circuit, String lastFailure, Counts counts) {

  /** Whether an engine is asked. */
  public enum Circuit {
    /** It is. */
    CLOSED,
    /** It has failed and is left alone. */
    OPEN,
    /** One piece of work tries whether it is back. */
    HALF_OPEN
  }

  /**
   * What an engine did since the start. Not one moment's truth while work goes on.
   *
   * @param asked pieces of work it was given
   * @param delivered those of which it delivered anything
   * @param takenOver those it delivered in the place of an engine above it
   * @param recovered how often it came back after it was left alone
   * @param skippedOpen how often it was passed over because it was left alone or down
   * @param skippedBusy how often it was passed over because all its permits were taken
   * @param failed its failures by code, time-outs included, also those after something was
   *     delivered
   */
  public record Counts(
      long asked,
      long delivered,
      long takenOver,
      long recovered,
      long skippedOpen,
      long skippedBusy,
      Map<String, Long> failed) {
    /** Copies the map. */
    public Counts {
      failed = Map.copyOf(failed);
    }
  }
}
