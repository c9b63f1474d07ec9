package coda.voice.server.config;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

/**
 * How often somebody may come new.
 *
 * @param connections of one address
 * @param conversations of one user, or of one address where nobody is known
 * @param requests over plain HTTP, of one address
 */
public record ArrivalLimitsConfig(
    @Setting(
            value = "120",
            about = "New connections of one address in a minute.",
            applies = Applies.NEXT_CONNECTION)
        @Min(1) @Max(1_000_000) int connections,
    @Setting(
            value = "60",
            about =
                "New conversations in a minute of one user, or of one address where nobody is known.",
            applies = Applies.NEXT_CONNECTION)
        @Min(1) @Max(1_000_000) int conversations,
    @Setting(
            value = "600",
            about = "HTTP requests of one address in a minute; more are answered 429.",
            applies = Applies.NEXT_CONNECTION)
        @Min(1) @Max(1_000_000) int requests) {}
