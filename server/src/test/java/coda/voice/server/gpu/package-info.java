/** Graphics cards in the configuration. */
@NullMarked
package coda.voice.server.gpu;

import org.jspecify.annotations.NullMarked;
