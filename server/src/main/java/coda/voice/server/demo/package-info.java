/**
 * A spoken conversation with a server of its own, over a real socket and at the pace of speech:
 * what {@code coda demo} shows and checks.
 */
@NullMarked
package coda.voice.server.demo;

import org.jspecify.annotations.NullMarked;
