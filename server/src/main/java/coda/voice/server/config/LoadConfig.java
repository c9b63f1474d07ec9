package coda.voice.server.config;

import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

/**
 * When the server has too much to do for somebody new.
 *
 * @param overload stress from which on the server has too much to do for somebody new
 * @param recovery stress below which it has not any more
 * @param overloadMs how long the stress must be that high before nobody new is let in, in ms
 * @param recoveryMs how long it must be that low before somebody is again, in ms
 * @param sampleMs time between two looks at the loads, in ms
 * @param lagMs how late an event loop may be, in ms
 * @param queue how full the queue of the inference threads may be
 * @param permits how many of an engine's permits may be taken
 * @param cpu how much of all cores the process may use
 * @param heap how full the heap may be after a collection
 */
public record LoadConfig(
    @Setting(
            value = "1",
            about =
                "Stress from which on the server has too much to do for somebody new; 1 is where the largest load has reached its limit.",
            applies = Applies.NOW)
        @DecimalMin("0.1") @DecimalMax("1000") double overload,
    @Setting(
            value = "0.8",
            about = "Stress below which it has not any more; less than overload.",
            applies = Applies.NOW)
        @DecimalMin("0") @DecimalMax("1000") double recovery,
    @Setting(
            value = "10000",
            about = "How long the stress must be that high before nobody new is let in, in ms.",
            applies = Applies.NOW)
        @Min(0) @Max(3_600_000) int overloadMs,
    @Setting(
            value = "10000",
            about = "How long it must be that low before somebody is again, in ms.",
            applies = Applies.NOW)
        @Min(0) @Max(3_600_000) int recoveryMs,
    @Setting(value = "1000", about = "Time between two looks at the loads, in ms.")
        @Min(100) @Max(60_000) int sampleMs,
    @Setting(value = "200", about = "How late an event loop may be, in ms; 0 leaves that load out.")
        @Min(0) @Max(60_000) int lagMs,
    @Setting(
            value = "0.8",
            about = "How full the queue of the inference threads may be; 0 leaves that load out.")
        @DecimalMin("0") @DecimalMax("1") double queue,
    @Setting(
            value = "0",
            about = "How many of an engine's permits may be taken; 0 leaves that load out.")
        @DecimalMin("0") @DecimalMax("1") double permits,
    @Setting(
            value = "0.95",
            about = "How much of all cores the process may use; 0 leaves that load out.")
        @DecimalMin("0") @DecimalMax("1") double cpu,
    @Setting(
            value = "0.9",
            about = "How full the heap may be after a collection; 0 leaves that load out.")
        @DecimalMin("0") @DecimalMax("1") double heap) {}
