/** Kyutai's streaming recognition over {@code moshi-server}: the engine {@code kyutai-stt}. */
@NullMarked
package coda.voice.engines.kyutai.recognition;

import org.jspecify.annotations.NullMarked;
