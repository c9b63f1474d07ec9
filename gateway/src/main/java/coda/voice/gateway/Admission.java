package coda.voice.gateway;

import coda.voice.gateway.limits.Limits;
import coda.voice.gateway.limits.Places;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Counts open connections, in total and by address. Taking a place either succeeds at once or says
 * why not. May be used from any thread.
 */
public final class Admission {
  private final Supplier<Limits> limits;
  private final Map<String, Integer> byAddress = new HashMap<>();
  private int open;

  /**
   * Nobody is in.
   *
   * @param limits how many may be; asked whenever somebody comes
   */
  public Admission(Supplier<Limits> limits) {
    this.limits = limits;
  }

  /**
   * Takes a place.
   *
   * @param address of the client
   * @return why there is none, or empty when it was taken and must be given back
   */
  public synchronized Optional<String> enter(String address) {
    Places allowed = limits.get().places();
    if (open >= allowed.connections()) {
      return Optional.of("Server overloaded");
    }
    int here = byAddress.getOrDefault(address, 0);
    if (here >= allowed.perAddress()) {
      return Optional.of("Too many connections from this address");
    }
    byAddress.put(address, here + 1);
    open++;
    return Optional.empty();
  }

  /**
   * Gives a place back.
   *
   * @param address that it was taken for
   */
  public synchronized void leave(String address) {
    byAddress.computeIfPresent(address, (key, count) -> count == 1 ? null : count - 1);
    open--;
  }

  /** How many places are taken. */
  public synchronized int open() {
    return open;
  }
}
