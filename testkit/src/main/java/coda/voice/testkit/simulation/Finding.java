package coda.voice.testkit.simulation;

import coda.voice.testkit.scenario.Scenario;

/**
 * A conversation that violates an invariant.
 *
 * @param seed it was made from
 * @param conversation number of it in the simulation, from 1
 * @param violation the first of it
 * @param shortest the shortest scenario found that violates the same invariant
 * @param shortestViolation what happens in that
 */
public record Finding(
    long seed,
    long conversation,
    Violation violation,
    Scenario shortest,
    Violation shortestViolation) {}
