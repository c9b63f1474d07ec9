package coda.voice.server.config.live;

import coda.voice.server.config.EffectiveConfig;

/**
 * What came of a request.
 *
 * @param applied whether it is current now; not after a dry run, nor when nothing differs
 * @param version the current one; for a dry run the one that it would be
 * @param effective the configuration of that version
 */
public record ConfigOutcome(boolean applied, ConfigVersion version, EffectiveConfig effective) {}
