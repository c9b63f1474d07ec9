package coda.voice.engine.gpu;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An amount of memory. Units are powers of 1024, as graphics cards are labelled: "24GB" is 24 ·
 * 1024³ bytes, and so is "24GiB".
 *
 * @param bytes at least 0
 */
public record MemorySize(long bytes) implements Comparable<MemorySize> {
  /** What {@link #parse} reads, for messages and for the documentation. */
  public static final String EXAMPLES = "a size such as 8GB, 512MB or 0GB";

  /** The texts that {@link #parse} reads. */
  public static final String SYNTAX = "\\s*(\\d{1,15}(?:\\.\\d{1,3})?)\\s*([KMGTkmgt]?)i?[Bb]\\s*";

  /** No card has more: 256 TB. The ledger's counters hold exactly so many. */
  static final long MOST = (1L << 48) - 1;

  private static final Pattern PARTS = Pattern.compile(SYNTAX);
  private static final String UNITS = "KMGT";

  /**
   * Checks the range.
   *
   * @throws GpuException {@code GPU_SIZE_INVALID} when it is negative or above 256 TB
   */
  public MemorySize {
    if (bytes < 0 || bytes > MOST) {
      throw GpuException.size(bytes + " bytes");
    }
  }

  /**
   * Reads a size: a number, with a decimal point if need be, and B, KB, MB, GB or TB. Capitals and
   * spaces do not matter.
   *
   * @throws GpuException {@code GPU_SIZE_INVALID} when the text is no size, no whole number of
   *     bytes, or above 256 TB
   */
  public static MemorySize parse(String text) {
    Matcher parts = PARTS.matcher(text);
    if (!parts.matches()) {
      throw GpuException.size("'" + text + "'");
    }
    int power = 1 + UNITS.indexOf(parts.group(2).toUpperCase(Locale.ROOT));
    // With no unit before the B, indexOf("") is 0 as for K.
    int exponent = parts.group(2).isEmpty() ? 0 : power;
    BigDecimal bytes =
        new BigDecimal(parts.group(1)).multiply(BigDecimal.valueOf(1L << (10 * exponent)));
    if (bytes.stripTrailingZeros().scale() > 0 || bytes.compareTo(BigDecimal.valueOf(MOST)) > 0) {
      throw GpuException.size("'" + text + "'");
    }
    return new MemorySize(bytes.longValueExact());
  }

  /** In the largest unit that leaves at least 1, with one decimal if need be: "1.5 GB". */
  public static String words(long bytes) {
    if (Math.abs(bytes) < 1024) {
      return bytes + " B";
    }
    double value = bytes;
    int unit = -1;
    while (Math.abs(value) >= 1024 && unit < UNITS.length() - 1) {
      value /= 1024;
      unit++;
    }
    String number =
        value == Math.rint(value)
            ? String.valueOf((long) value)
            : String.format(Locale.ROOT, "%.1f", value);
    return number + " " + UNITS.charAt(unit) + "B";
  }

  @Override
  public int compareTo(MemorySize other) {
    return Long.compare(bytes, other.bytes);
  }

  /** For people, rounded. */
  @Override
  public String toString() {
    return words(bytes);
  }
}
