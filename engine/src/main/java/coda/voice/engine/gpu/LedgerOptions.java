package coda.voice.engine.gpu;

import coda.voice.SteadyClock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;

/**
 * How a ledger works.
 *
 * @param placement where components go when there are several cards
 * @param plans what the operator wants for components, by name; it replaces what an engine asks for
 * @param ownerDeadline how long an owner may take to give memory back
 * @param ownerRest how long an owner that failed is left alone
 * @param idle how long a component must not have been used to be asked at high pressure
 * @param clock the time; for ages, so it must not jump
 */
public record LedgerOptions(
    Placement placement,
    Map<String, ComponentPlan> plans,
    Duration ownerDeadline,
    Duration ownerRest,
    Duration idle,
    InstantSource clock) {

  /** Best fit; 5 s to give back, 30 s of rest, idle after a minute. */
  public static final LedgerOptions DEFAULTS =
      new LedgerOptions(
          Placement.Fit.BEST_FIT,
          Map.of(),
          Duration.ofSeconds(5),
          Duration.ofSeconds(30),
          Duration.ofMinutes(1),
          SteadyClock.started());

  /** Copies the plans. */
  public LedgerOptions {
    plans = Map.copyOf(plans);
  }

  /** The same with another placement. */
  public LedgerOptions with(Placement other) {
    return new LedgerOptions(other, plans, ownerDeadline, ownerRest, idle, clock);
  }

  /** The same with other plans of the operator. */
  public LedgerOptions with(Map<String, ComponentPlan> others) {
    return new LedgerOptions(placement, others, ownerDeadline, ownerRest, idle, clock);
  }

  /** The same with another clock. */
  public LedgerOptions with(InstantSource other) {
    return new LedgerOptions(placement, plans, ownerDeadline, ownerRest, idle, other);
  }

  /** The same with another deadline for owners. */
  public LedgerOptions withOwnerDeadline(Duration other) {
    return new LedgerOptions(placement, plans, other, ownerRest, idle, clock);
  }
}
