package coda.voice.engines.kyutai.moshi;

import coda.voice.engine.Capacity;
import coda.voice.engines.kyutai.transport.WireClient;

/**
 * What all streams of an engine share.
 *
 * @param settings the engine's
 * @param wires makes connections
 * @param pool the servers
 * @param capacity the engine's permits
 * @param clock the engine's time
 * @param counters the engine's
 */
record MoshiParts(
    MoshiSettings settings,
    WireClient wires,
    MoshiPool pool,
    Capacity capacity,
    MoshiClock clock,
    MoshiCounters counters) {}
