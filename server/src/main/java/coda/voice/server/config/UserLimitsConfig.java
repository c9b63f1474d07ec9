package coda.voice.server.config;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

/**
 * What one user may have at once.
 *
 * @param connections open
 * @param conversations going on
 */
public record UserLimitsConfig(
    @Setting(
            value = "10",
            about = "Connections of one user open at once.",
            applies = Applies.NEXT_CONNECTION)
        @Min(1) @Max(100_000) int connections,
    @Setting(
            value = "5",
            about = "Conversations of one user going on at once.",
            applies = Applies.NEXT_CONNECTION)
        @Min(1) @Max(100_000) int conversations) {}
