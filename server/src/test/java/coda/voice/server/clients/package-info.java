/**
 * The official clients of the Realtime protocol, as they come from the registry, against this
 * server. They run in Node; without it, or without a registry, they are skipped and say why.
 */
@NullMarked
package coda.voice.server.clients;

import org.jspecify.annotations.NullMarked;
