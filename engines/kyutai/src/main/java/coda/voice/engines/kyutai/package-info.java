/**
 * Kyutai's speech models over their servers: Moshi in full duplex, streaming recognition, streaming
 * synthesis.
 */
@NullMarked
package coda.voice.engines.kyutai;

import org.jspecify.annotations.NullMarked;
