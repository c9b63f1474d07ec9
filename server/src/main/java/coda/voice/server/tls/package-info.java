/** The server's certificate: where its files are, what they hold, and one made for development. */
@NullMarked
package coda.voice.server.tls;

import org.jspecify.annotations.NullMarked;
