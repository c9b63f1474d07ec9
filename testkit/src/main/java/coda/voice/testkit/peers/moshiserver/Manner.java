package coda.voice.testkit.peers.moshiserver;

import java.util.Set;

/**
 * How a scripted server is. Times are in milliseconds; those of the real server are the defaults.
 *
 * @param authorizedIds keys that are let in
 * @param slots of each module
 * @param delaySteps how many steps of 80 ms recognition lags behind, 6 in the small model
 * @param pauseHeads how many pauses it predicts; with 0 there are no {@code Step} messages
 * @param stepMs how long a step takes: 80 is real time, 0 as fast as can be
 * @param pingMs without output for so long it sends a ping
 * @param dropSilentMs a client from which nothing at all comes for so long is dropped
 * @param dropWithoutBinaryMs and one that sends no binary message, noticed when something else
 *     comes
 * @param closesAfterMarker whether a connection ends after a marker came back, as in the module
 *     written in Python
 * @param leftovers messages of the slot's previous user before {@code Ready}
 * @param announcesNothing whether an empty word comes first
 */
public record Manner(
    Set<String> authorizedIds,
    int slots,
    int delaySteps,
    int pauseHeads,
    int stepMs,
    int pingMs,
    int dropSilentMs,
    int dropWithoutBinaryMs,
    boolean closesAfterMarker,
    int leftovers,
    boolean announcesNothing) {

  /** As the real one with its small model, but as fast as can be. */
  public static final Manner USUAL =
      new Manner(Set.of("public_token"), 4, 6, 4, 0, 10_000, 20_000, 120_000, false, 0, true);

  /** Copies the keys. */
  public Manner {
    authorizedIds = Set.copyOf(authorizedIds);
  }

  /** The same with other keys. */
  public Manner authorizedIds(String... ids) {
    return new Manner(
        Set.of(ids),
        slots,
        delaySteps,
        pauseHeads,
        stepMs,
        pingMs,
        dropSilentMs,
        dropWithoutBinaryMs,
        closesAfterMarker,
        leftovers,
        announcesNothing);
  }

  /** The same with so many slots. */
  public Manner slots(int count) {
    return new Manner(
        authorizedIds,
        count,
        delaySteps,
        pauseHeads,
        stepMs,
        pingMs,
        dropSilentMs,
        dropWithoutBinaryMs,
        closesAfterMarker,
        leftovers,
        announcesNothing);
  }

  /** The same with so many predicted pauses. */
  public Manner pauseHeads(int count) {
    return new Manner(
        authorizedIds,
        slots,
        delaySteps,
        count,
        stepMs,
        pingMs,
        dropSilentMs,
        dropWithoutBinaryMs,
        closesAfterMarker,
        leftovers,
        announcesNothing);
  }

  /** The same at another speed. */
  public Manner stepMs(int ms) {
    return new Manner(
        authorizedIds,
        slots,
        delaySteps,
        pauseHeads,
        ms,
        pingMs,
        dropSilentMs,
        dropWithoutBinaryMs,
        closesAfterMarker,
        leftovers,
        announcesNothing);
  }

  /** The same with other times of keeping connections alive. */
  public Manner keepAlive(int pingAfterMs, int dropAfterMs) {
    return new Manner(
        authorizedIds,
        slots,
        delaySteps,
        pauseHeads,
        stepMs,
        pingAfterMs,
        dropAfterMs,
        dropWithoutBinaryMs,
        closesAfterMarker,
        leftovers,
        announcesNothing);
  }

  /** The same with another limit for clients that send no binary messages. */
  public Manner dropWithoutBinaryMs(int ms) {
    return new Manner(
        authorizedIds,
        slots,
        delaySteps,
        pauseHeads,
        stepMs,
        pingMs,
        dropSilentMs,
        ms,
        closesAfterMarker,
        leftovers,
        announcesNothing);
  }

  /** The same, closing after a marker. */
  public Manner closingAfterMarker() {
    return new Manner(
        authorizedIds,
        slots,
        delaySteps,
        pauseHeads,
        stepMs,
        pingMs,
        dropSilentMs,
        dropWithoutBinaryMs,
        true,
        leftovers,
        announcesNothing);
  }

  /** The same with leftovers. */
  public Manner leftovers(int count) {
    return new Manner(
        authorizedIds,
        slots,
        delaySteps,
        pauseHeads,
        stepMs,
        pingMs,
        dropSilentMs,
        dropWithoutBinaryMs,
        closesAfterMarker,
        count,
        announcesNothing);
  }
}
