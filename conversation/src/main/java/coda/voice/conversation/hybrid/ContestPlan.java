package coda.voice.conversation.hybrid;

import coda.voice.conversation.routing.Route;
import coda.voice.conversation.routing.Selection;

/**
 * How two answers meet in one turn.
 *
 * @param route {@link Route#CHAIN}: the chain answers, the duplex model only if that fails; {@link
 *     Route#DUPLEX}: the duplex model answers, the chain only if it does not; {@link
 *     Route#PARALLEL}: both are asked, the better one is heard; {@link Route#SEQUENTIAL}: the
 *     duplex model begins, and the chain takes over if {@code takesOver}
 * @param takesOver in a sequence, whether the turn asks for more than the duplex model gives
 * @param selection in parallel, what makes an answer the better one
 * @param choiceMs in parallel, how long the first answer waits for the other to be compared with
 * @param duplexWaitMs how long the duplex model may keep silent before the chain is asked too
 * @param takeoverMs how long after the turn's end the chain may still take over
 */
public record ContestPlan(
    Route route,
    boolean takesOver,
    Selection selection,
    long choiceMs,
    long duplexWaitMs,
    long takeoverMs) {}
