/** What clients may use, and how it is kept to. */
@NullMarked
package coda.voice.gateway.limits;

import org.jspecify.annotations.NullMarked;
