package coda.voice.gateway.limits;

import io.github.bucket4j.TimeMeter;

/**
 * The buckets that several connections share: so nobody gets more by opening more of them. May be
 * used from any thread.
 */
final class SharedRates {
  /** Users, tenants and addresses that are remembered, of each kind. */
  private static final int REMEMBERED = 20_000;

  private final KeyedBuckets control;
  private final KeyedBuckets audio;
  private final KeyedBuckets connections;
  private final KeyedBuckets conversations;
  private final KeyedBuckets requests;
  private final TimeMeter clock;

  SharedRates(Rates rates, TimeMeter clock) {
    int many = rates.users().perAddress();
    Rates.Arrivals arrivals = rates.arrivals();
    this.clock = clock;
    control = buckets(rates.control().allowance().times(many));
    audio = buckets(rates.audio().allowance().times(many));
    connections = buckets(arrivals.connections().allowance());
    conversations = buckets(arrivals.conversations().allowance());
    requests = buckets(arrivals.requests().allowance());
  }

  private KeyedBuckets buckets(Allowance strangers) {
    return new KeyedBuckets(REMEMBERED, strangers, clock);
  }

  KeyedBuckets control() {
    return control;
  }

  KeyedBuckets audio() {
    return audio;
  }

  KeyedBuckets connections() {
    return connections;
  }

  KeyedBuckets conversations() {
    return conversations;
  }

  KeyedBuckets requests() {
    return requests;
  }

  TimeMeter clock() {
    return clock;
  }
}
