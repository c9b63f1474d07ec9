package coda.voice.server.config;

import coda.voice.conversation.ModeSettings;
import coda.voice.conversation.routing.HybridStrategy;
import coda.voice.conversation.routing.Selection;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.nio.file.Path;
import java.util.Optional;

/**
 * How the modes with a duplex model work; times in milliseconds.
 *
 * @param strategy in hybrid mode
 * @param selection what makes the better answer when both have one
 * @param choiceMs how long the first answer waits for the other
 * @param duplexWaitMs how long the duplex model may keep silent
 * @param takeoverMs how long after a turn the chain may take over
 * @param duplexIdleMs quiet after which the line to the duplex model is given back
 * @param exploration the share of turns in adaptive mode that try another way than experience says
 * @param stateFile where what was learned is kept; empty for nowhere
 */
public record ModesConfig(
    @Setting(
            value = "sequential",
            about =
                "Hybrid mode: both answer and the better answer is heard, or the duplex model begins"
                    + " and the chain takes over when a turn asks for more.",
            applies = Applies.NEXT_CONVERSATION)
        HybridStrategy strategy,
    @Setting(
            value = "balanced",
            about = "What makes the better answer when both have one; see [modes](modes.md).",
            applies = Applies.NEXT_CONVERSATION)
        Selection selection,
    @Setting(
            value = "600",
            about = "How long the first answer waits to be compared with the other, in ms.",
            applies = Applies.NEXT_CONVERSATION)
        @Min(0) @Max(5_000) int choiceMs,
    @Setting(
            value = "1000",
            about = "How long the duplex model may keep silent before the chain is asked, in ms.",
            applies = Applies.NEXT_CONVERSATION)
        @Min(100) @Max(10_000) int duplexWaitMs,
    @Setting(
            value = "3000",
            about =
                "How long after a turn the chain may still take over from the duplex model, in ms.",
            applies = Applies.NEXT_CONVERSATION)
        @Min(100) @Max(30_000) int takeoverMs,
    @Setting(
            value = "60000",
            about = "Quiet after which a session gives its duplex model back, in ms.",
            applies = Applies.NEXT_CONVERSATION)
        @Min(1_000) @Max(3_600_000) int duplexIdleMs,
    @Setting(
            value = "0.05",
            about = "Share of turns in adaptive mode that try another way than experience says.")
        @DecimalMin("0") @DecimalMax("0.25") double exploration,
    @Setting(
            value = "",
            about =
                "File that keeps what adaptive mode has learned; empty: it is lost when the server"
                    + " stops.")
        String stateFile) {

  /** The same for a session. */
  public ModeSettings toSettings() {
    return new ModeSettings(
        strategy.route(), selection, choiceMs, duplexWaitMs, takeoverMs, duplexIdleMs);
  }

  /** The file, if one was set. */
  public Optional<Path> file() {
    return stateFile.isBlank() ? Optional.empty() : Optional.of(Path.of(stateFile.strip()));
  }
}
