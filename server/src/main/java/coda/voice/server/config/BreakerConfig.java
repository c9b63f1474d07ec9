package coda.voice.server.config;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

/**
 * When an engine that has fallbacks is left alone.
 *
 * @param failures so many failures
 * @param window in so many last pieces of work
 * @param openMs how long it is then not asked
 */
public record BreakerConfig(
    @Setting(
            value = "3",
            about =
                "An engine that has fallbacks is left alone after so many failures or time-outs"
                    + " within the window.")
        @Min(1) @Max(1_000) int failures,
    @Setting(
            value = "10",
            about =
                "How many of its last pieces of work (utterances, sentences, answers) are the window.")
        @Min(1) @Max(1_000) int window,
    @Setting(
            value = "10000",
            about =
                "How long it is left alone, in ms; then one piece of work tries it, and one that"
                    + " could not be warmed up is warmed up again.")
        @Min(100) @Max(3_600_000) int openMs) {}
