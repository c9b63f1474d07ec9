/** Kyutai's streaming synthesis over {@code moshi-server}: the engine {@code kyutai-tts}. */
@NullMarked
package coda.voice.engines.kyutai.synthesis;

import org.jspecify.annotations.NullMarked;
