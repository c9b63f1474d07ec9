/**
 * A small HTTP/1.1 server for peers that must misbehave on purpose, and notice aborted requests.
 */
@NullMarked
package coda.voice.testkit.peers.http;

import org.jspecify.annotations.NullMarked;
