/** API keys: how they look, how they are kept, and how they are recognised. */
@NullMarked
package coda.voice.gateway.access.key;

import org.jspecify.annotations.NullMarked;
