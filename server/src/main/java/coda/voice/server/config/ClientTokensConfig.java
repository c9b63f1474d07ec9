package coda.voice.server.config;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

/**
 * Tokens for clients of the application.
 *
 * @param startMs how long one can open a connection
 * @param sessionMs how long that connection may last
 * @param capacity how many may wait to be used
 */
public record ClientTokensConfig(
    @Setting(
            value = "60000",
            about = "How long a client token can open a connection, in ms, unless asked otherwise.")
        @Min(1_000) @Max(600_000) int startMs,
    @Setting(
            value = "3600000",
            about = "How long a connection may last that was opened with one, in ms.")
        @Min(10_000) @Max(86_400_000) int sessionMs,
    @Setting(
            value = "10000",
            about = "Client tokens that may wait to be used; a tenth of them for one who asks.")
        @Min(10) @Max(1_000_000) int capacity) {}
