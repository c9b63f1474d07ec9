package coda.voice.gateway.realtime;

import coda.voice.gateway.HomeLoop;
import coda.voice.gateway.InboundGate;
import coda.voice.gateway.LogContext;
import coda.voice.gateway.access.Visitor;
import coda.voice.gateway.limits.ClientRates;
import coda.voice.gateway.limits.Limits;
import coda.voice.protocol.realtime.Dialect;

/**
 * What serves one client.
 *
 * @param shared with all clients
 * @param visitor who it is
 * @param limits what it may use
 * @param rates how much it may say
 * @param loop everything happens here
 * @param log the ids of log lines
 * @param gate lets in what it says
 * @param out what is said to it
 * @param dialect of both
 */
record RealtimeParts(
    RealtimeContext shared,
    Visitor visitor,
    Limits limits,
    ClientRates rates,
    HomeLoop loop,
    LogContext log,
    InboundGate gate,
    RealtimeOut out,
    Dialect dialect) {}
