package coda.voice.server.config;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

/**
 * How often one may fail to prove who one is.
 *
 * @param amount so often, of one address
 * @param windowMs in this time
 */
public record AttemptsConfig(
    @Setting(
            value = "10",
            about = "Failed attempts of one address in one window; then it has to wait.")
        @Min(1) @Max(100_000) int amount,
    @Setting(value = "60000", about = "That window, in ms.") @Min(1_000) @Max(3_600_000) int windowMs) {}
