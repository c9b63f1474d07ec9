/** The server's own TLS, over real sockets. */
@NullMarked
package coda.voice.server.tls;

import org.jspecify.annotations.NullMarked;
