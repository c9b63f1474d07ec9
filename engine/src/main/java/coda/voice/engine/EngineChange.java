package coda.voice.engine;

/**
 * For one piece of work an engine gave way to another of its kind, or is used again after that.
 *
 * @param role what it does, in the configuration's words: {@code recognizer}, {@code synthesizer},
 *     {@code language_model}, {@code duplex_model}
 * @param from the engine that was asked first
 * @param to the engine that does the work now
 * @param code why, stable, for example {@code ENGINE_TIMEOUT}; empty for a recovery
 * @param recovered whether {@code to} is back after it had failed, so that this is good news
 */
public record EngineChange(String role, String from, String to, String code, boolean recovered) {}
