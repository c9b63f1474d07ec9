/** The server's own TLS: which certificate, which protocols, and what went wrong with clients. */
@NullMarked
package coda.voice.gateway.tls;

import org.jspecify.annotations.NullMarked;
