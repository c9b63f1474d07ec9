package coda.voice.server.config;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

/**
 * What all users of one tenant may have together.
 *
 * @param connections open at once
 * @param conversations going on at once
 * @param users worth of messages and audio
 */
public record TenantLimitsConfig(
    @Setting(
            value = "100",
            about =
                "Connections of one tenant open at once, unless its tokens grant another number.",
            applies = Applies.NEXT_CONNECTION)
        @Min(1) @Max(100_000) int connections,
    @Setting(
            value = "100",
            about =
                "Conversations of one tenant going on at once, unless its tokens grant another number.",
            applies = Applies.NEXT_CONNECTION)
        @Min(1) @Max(100_000) int conversations,
    @Setting(
            value = "100",
            about = "How many users' worth of messages and audio one tenant may send.",
            applies = Applies.NEXT_CONNECTION)
        @Min(1) @Max(1000) int users) {}
