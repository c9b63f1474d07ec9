/** Who comes in, and what they may do. */
@NullMarked
package coda.voice.gateway.access;

import org.jspecify.annotations.NullMarked;
