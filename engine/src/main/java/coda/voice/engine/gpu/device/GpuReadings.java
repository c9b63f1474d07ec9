package coda.voice.engine.gpu.device;

import java.util.List;

/**
 * One look at all cards.
 *
 * @param cards those that could be read, by number; empty when there is none
 * @param detail who said so; without cards: why there is none, for operators
 */
public record GpuReadings(List<CardReading> cards, String detail) {
  /** Copies the list. */
  public GpuReadings {
    cards = List.copyOf(cards);
  }

  /**
   * There is nothing to read.
   *
   * @param reason why, for operators
   */
  public static GpuReadings none(String reason) {
    return new GpuReadings(List.of(), reason);
  }

  /** Whether there is a card. */
  public boolean present() {
    return !cards.isEmpty();
  }
}
