package coda.voice.server.config;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

/**
 * How published keys are kept.
 *
 * @param freshMs how long they are used without asking again
 * @param staleMs how much longer while they cannot be fetched
 * @param pauseMs between two attempts to fetch them
 * @param timeoutMs of one attempt
 */
public record JwksConfig(
    @Setting(
            value = "300000",
            about = "How long published keys are used before they are fetched again, in ms.")
        @Min(1_000) @Max(86_400_000) int freshMs,
    @Setting(
            value = "3600000",
            about = "How much longer they are used while they cannot be fetched, in ms.")
        @Min(0) @Max(604_800_000) int staleMs,
    @Setting(
            value = "10000",
            about = "Pause between two attempts to fetch them, also for an unknown key, in ms.")
        @Min(1_000) @Max(3_600_000) int pauseMs,
    @Setting(value = "5000", about = "How long one attempt may take, in ms.") @Min(100) @Max(60_000) int timeoutMs) {}
