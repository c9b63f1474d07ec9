package coda.voice.server.config;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The process and its socket.
 *
 * @param host the address to listen on
 * @param port the port to listen on; 0 takes any free one
 * @param eventLoops threads for sockets and sessions; 0 is one per core
 * @param inferenceThreads threads for CPU-bound engines; 0 is one per core
 * @param inferenceQueue tasks that may wait for an inference thread
 * @param drainMs how long running replies may take to finish when the server stops
 * @param reloadMs how often the file is looked at for changes; 0 for never
 * @param auditFile where changes by administrators are kept; empty for nowhere
 * @param limits what one client may use
 * @param load when it has too much to do for somebody new
 * @param tls the server's own TLS
 */
public record ServerConfig(
    @Setting(
            value = "127.0.0.1",
            about =
                "Address to listen on. One that others can reach needs authentication, or"
                    + " security.allow_open.")
        @NotBlank String host,
    @Setting(value = "8765", about = "Port to listen on; 0 takes any free one.")
        @Min(0) @Max(65_535) int port,
    @Setting(value = "0", about = "Threads for sockets and sessions; 0 is one per core.")
        @Min(0) @Max(256) int eventLoops,
    @Setting(value = "0", about = "Threads for CPU-bound engines; 0 is one per core.")
        @Min(0) @Max(256) int inferenceThreads,
    @Setting(
            value = "256",
            about = "Tasks that may wait for an inference thread; one more is refused as busy.")
        @Min(1) @Max(100_000) int inferenceQueue,
    @Setting(
            value = "10000",
            about = "How long running replies may take to finish when the server stops, in ms.",
            applies = Applies.NOW)
        @Min(0) @Max(600_000) int drainMs,
    @Setting(
            value = "2000",
            about = "How often the file is looked at for changes, in ms; 0 for never.")
        @Min(0) @Max(3_600_000) int reloadMs,
    @Setting(
            value = "",
            about =
                "File that gets a line for everything an administrator changes; empty for none: the"
                    + " log has it.")
        String auditFile,
    LimitsConfig limits,
    LoadConfig load,
    TlsConfig tls) {

  /** The file for what administrators change, if one was set. */
  public Optional<Path> audit() {
    return auditFile.isBlank() ? Optional.empty() : Optional.of(Path.of(auditFile.strip()));
  }
}
