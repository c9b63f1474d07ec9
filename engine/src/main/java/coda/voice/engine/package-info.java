/**
 * The plugin interfaces of speech and language engines, and what keeps them honest: discovery,
 * capacity, health.
 *
 * <p>To add an engine, implement one of {@link coda.voice.engine.Recognizer}, {@link
 * coda.voice.engine.Synthesizer}, {@link coda.voice.engine.LanguageModel}, {@link
 * coda.voice.engine.DuplexModel}, {@link coda.voice.engine.VoiceActivityDetector} or {@link
 * coda.voice.engine.TurnDetector}, an {@link coda.voice.engine.EngineProvider} that opens it, and
 * name the provider in {@code META-INF/services/coda.voice.engine.EngineProvider}.
 *
 * <p>Rules common to all streaming calls: they never block the caller; they may be cancelled at any
 * time from any thread; a listener is called by one thread at a time, gets exactly one terminal
 * call (done or failed), and nothing at all after a cancel has returned to a caller on the
 * listener's own thread; work taken is always given back, on every path.
 */
@NullMarked
package coda.voice.engine;

import org.jspecify.annotations.NullMarked;
