/**
 * Moshi, which listens and speaks at the same time: a client of {@code /api/chat} as the Python
 * {@code moshi.server}, the Rust {@code moshi-backend} and the {@code Lm} modules of {@code
 * moshi-server} serve it.
 *
 * <p>{@link coda.voice.engines.kyutai.moshi.MoshiDuplexModel} hands out streams; each of them is an
 * actor with a mailbox that owns one connection at a time, taken from the pool of servers, and
 * keeps the microphone in step with real time.
 */
@NullMarked
package coda.voice.engines.kyutai.moshi;

import org.jspecify.annotations.NullMarked;
