package coda.voice.engine.gpu.device;

import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * What one card says. What it does not tell is empty, never zero.
 *
 * @param index its number in the order of the driver (by PCI bus)
 * @param name as the maker calls it
 * @param totalBytes memory it has
 * @param usedBytes memory in use by all processes and the driver
 * @param utilisationPercent how busy its processors are
 * @param temperatureCelsius how hot it is
 * @param powerWatts what it draws
 */
public record CardReading(
    int index,
    String name,
    long totalBytes,
    long usedBytes,
    OptionalInt utilisationPercent,
    OptionalInt temperatureCelsius,
    OptionalDouble powerWatts) {}
