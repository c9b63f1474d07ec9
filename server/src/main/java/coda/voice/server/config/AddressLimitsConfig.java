package coda.voice.server.config;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

/**
 * What may come from one address.
 *
 * @param sockets open at once
 * @param conversations going on at once
 * @param users worth of messages and audio
 */
public record AddressLimitsConfig(
    @Setting(
            value = "100",
            about =
                "TCP connections open at once from one address; trusted proxies are not counted.",
            applies = Applies.NEXT_CONNECTION)
        @Min(1) @Max(1_000_000) int sockets,
    @Setting(
            value = "20",
            about = "Conversations from one address going on at once.",
            applies = Applies.NEXT_CONNECTION)
        @Min(1) @Max(100_000) int conversations,
    @Setting(
            value = "10",
            about = "How many users' worth of messages and audio may come from one address.",
            applies = Applies.NEXT_CONNECTION)
        @Min(1) @Max(1000) int users) {}
