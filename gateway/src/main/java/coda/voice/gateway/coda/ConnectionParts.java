package coda.voice.gateway.coda;

import coda.voice.gateway.HomeLoop;
import coda.voice.gateway.InboundGate;
import coda.voice.gateway.LogContext;
import coda.voice.gateway.access.Visitor;
import coda.voice.gateway.limits.ClientRates;
import coda.voice.gateway.limits.Limits;

/**
 * What the parts that serve one client know of each other. They stay when its socket is another
 * one.
 *
 * @param shared with all connections
 * @param visitor who stands at the other end
 * @param who that is, as far as it is known
 * @param limits what the client may use, as it was when it came
 * @param loop where everything here runs
 * @param log the ids of log lines
 * @param out what is sent
 * @param failures how failures are told
 * @param events what the client wants to be told
 * @param metrics what the connection has done
 * @param rates how much the client may say
 * @param gate holds back what comes in
 * @param guard answers what fails
 * @param received what of its messages has come
 * @param tokens continue its conversation
 * @param farewell tells it in time that its connection ends
 */
record ConnectionParts(
    CodaContext shared,
    Visitor visitor,
    Who who,
    Limits limits,
    HomeLoop loop,
    LogContext log,
    Outbound out,
    Failures failures,
    Subscriptions events,
    ConnectionMetrics metrics,
    ClientRates rates,
    InboundGate gate,
    Guard guard,
    Received received,
    ResumeTokens tokens,
    Farewell farewell) {}
