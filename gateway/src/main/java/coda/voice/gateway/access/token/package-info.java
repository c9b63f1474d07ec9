/**
 * Signed tokens (JWT): how they are checked, and where the keys for that come from. The only
 * package that knows the library for them.
 */
@NullMarked
package coda.voice.gateway.access.token;

import org.jspecify.annotations.NullMarked;
