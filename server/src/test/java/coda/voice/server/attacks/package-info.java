/**
 * Attacks on a whole server over real sockets, each failing as {@code docs/SECURITY.md} says. The
 * classes are named after the OWASP API list and what is known to go wrong with WebSockets.
 */
@NullMarked
package coda.voice.server.attacks;

import org.jspecify.annotations.NullMarked;
