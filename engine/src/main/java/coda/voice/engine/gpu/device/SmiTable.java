package coda.voice.engine.gpu.device;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * The table of {@code nvidia-smi --query-gpu=… --format=csv,noheader,nounits}: one card a line,
 * memory in MiB, what is unknown in brackets ({@code [N/A]}, {@code [Not Supported]}).
 */
final class SmiTable {
  /** What is asked for. The name comes last, as it might hold a comma. */
  static final String COLUMNS =
      "index,memory.total,memory.used,utilization.gpu,temperature.gpu,power.draw,name";

  private static final int WIDTH = 7;
  private static final long MIB = 1L << 20;

  private SmiTable() {}

  /** The cards; a line that is none is left out, and so is a card that hides its memory. */
  static List<CardReading> parse(String text) {
    List<CardReading> cards = new ArrayList<>();
    text.lines().map(SmiTable::card).flatMap(Optional::stream).forEach(cards::add);
    return cards;
  }

  private static Optional<CardReading> card(String line) {
    String[] cells = line.split(",", WIDTH);
    if (cells.length < WIDTH) {
      return Optional.empty();
    }
    OptionalDouble index = number(cells[0]);
    OptionalDouble total = number(cells[1]);
    OptionalDouble used = number(cells[2]);
    if (index.isEmpty() || total.isEmpty() || used.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new CardReading(
            (int) index.getAsDouble(),
            cells[6].strip(),
            (long) total.getAsDouble() * MIB,
            (long) used.getAsDouble() * MIB,
            whole(cells[3]),
            whole(cells[4]),
            number(cells[5])));
  }

  private static OptionalInt whole(String cell) {
    OptionalDouble number = number(cell);
    return number.isPresent()
        ? OptionalInt.of((int) Math.round(number.getAsDouble()))
        : OptionalInt.empty();
  }

  private static OptionalDouble number(String cell) {
    String text = cell.strip();
    return text.matches("\\d{1,12}(\\.\\d+)?")
        ? OptionalDouble.of(Double.parseDouble(text))
        : OptionalDouble.empty();
  }

  /** The beginning of what it said, for messages. */
  static String firstLine(String text) {
    String line = text.lines().findFirst().orElse("").strip();
    if (line.isEmpty()) {
      return "it said nothing";
    }
    return line.length() > 200 ? line.substring(0, 200) + "…" : line;
  }
}
