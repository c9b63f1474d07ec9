package coda.voice.gateway.limits;

/**
 * What clients may use.
 *
 * @param places how many may be there at once
 * @param sizes how large a piece may be
 * @param patience how long is waited for a client
 * @param lifetimes how long something may last
 * @param rates how much may come in a time
 */
public record Limits(
    Places places, Sizes sizes, Patience patience, Lifetimes lifetimes, Rates rates) {
  /** The defaults of the documentation. */
  public static final Limits DEFAULTS =
      new Limits(
          Places.DEFAULTS, Sizes.DEFAULTS, Patience.DEFAULTS, Lifetimes.DEFAULTS, Rates.DEFAULTS);

  /** The same, but for the places. */
  public Limits with(Places other) {
    return new Limits(other, sizes, patience, lifetimes, rates);
  }

  /** The same, but for the sizes. */
  public Limits with(Sizes other) {
    return new Limits(places, other, patience, lifetimes, rates);
  }

  /** The same, but for the patience. */
  public Limits with(Patience other) {
    return new Limits(places, sizes, other, lifetimes, rates);
  }

  /** The same, but for the lifetimes. */
  public Limits with(Lifetimes other) {
    return new Limits(places, sizes, patience, other, rates);
  }

  /** The same, but for the rates. */
  public Limits with(Rates other) {
    return new Limits(places, sizes, patience, lifetimes, other);
  }
}
