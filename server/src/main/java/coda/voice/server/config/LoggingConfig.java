package coda.voice.server.config;

import org.slf4j.event.Level;

/**
 * The log of the server.
 *
 * @param format what a line looks like
 * @param level what our own loggers write
 */
public record LoggingConfig(
    @Setting(
            value = "text",
            about = "What a line of the log looks like: for people, or a JSON object for programs.")
        LogFormat format,
    @Setting(
            value = "info",
            about =
                "What is logged. PUT /admin/log-levels changes it for one part of a running"
                    + " server.")
        Level level) {}
