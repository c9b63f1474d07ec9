/** What administrators ask of a running server over HTTP. */
@NullMarked
package coda.voice.server.admin;

import org.jspecify.annotations.NullMarked;
