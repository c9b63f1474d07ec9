/**
 * Front doors on Vert.x: the HTTP server, who is let in, and what every connection has in common.
 *
 * <p>A connection lives on one event loop for life; its session moves to another one with it when
 * its client comes back on another socket. {@code coda} holds the Coda protocol.
 */
@NullMarked
package coda.voice.gateway;

import org.jspecify.annotations.NullMarked;
