package coda.voice.server.gpu;

import coda.voice.engine.gpu.ComponentPlan;
import coda.voice.engine.gpu.GpuCard;
import coda.voice.engine.gpu.GpuException;
import coda.voice.engine.gpu.MemorySize;
import coda.voice.engine.gpu.device.CardReading;
import coda.voice.engine.gpu.device.GpuReadings;
import coda.voice.server.config.ConfigProblem;
import coda.voice.server.config.GpuConfig;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/**
 * The cards that components may use: what the configuration says, held against what was found.
 *
 * @param cards to keep books of; empty when there is none
 * @param reason without cards: why
 * @param problems why the server must not start
 * @param warnings what an operator should know
 */
public record GpuInventory(
    List<GpuCard> cards, String reason, List<ConfigProblem> problems, List<String> warnings) {
  /** From this part of what cards leave to components on, their maxima are called tight. */
  private static final int TIGHT_PERCENT = 90;

  /** A card of "24GB" has a little less; so much more may be configured than it really has. */
  private static final double ROUNDED = 1.1;

  /** Copies the lists. */
  public GpuInventory {
    cards = List.copyOf(cards);
    problems = List.copyOf(problems);
    warnings = List.copyOf(warnings);
  }

  /**
   * Holds them against each other.
   *
   * @param config what is configured
   * @param readings what was found
   */
  public static GpuInventory of(GpuConfig config, GpuReadings readings) {
    List<ConfigProblem> problems = new ArrayList<>();
    List<String> warnings = new ArrayList<>();
    List<GpuCard> cards = new ArrayList<>();
    String reason = readings.detail();
    try {
      if (config.totalSize().filter(size -> size.bytes() == 0).isPresent()) {
        reason = "gpu.total is " + config.total();
      } else if (readings.present()) {
        found(config, readings, cards, problems, warnings);
      } else if (config.totalSize().isPresent()) {
        long total = config.totalSize().get().bytes();
        cards.add(new GpuCard(0, "as configured", total, config.reserveSize().bytes()));
        warnings.add(
            "gpu.total is %s, but no card can be read (%s): pressure follows from reservations alone"
                .formatted(config.total(), readings.detail()));
      }
    } catch (GpuException e) {
      problems.add(new ConfigProblem("gpu", String.valueOf(e.getMessage()), ""));
    }
    if (problems.isEmpty()) {
      components(config, cards, reason, problems, warnings);
    }
    return new GpuInventory(cards, cards.isEmpty() ? reason : "", problems, warnings);
  }

  private static void found(
      GpuConfig config,
      GpuReadings readings,
      List<GpuCard> cards,
      List<ConfigProblem> problems,
      List<String> warnings) {
    for (CardReading reading : readings.cards()) {
      if (reading.index() != cards.size()) {
        warnings.add(
            "card %d cannot be read, so those behind it are not used (%s)"
                .formatted(cards.size(), readings.detail()));
        return;
      }
      long has = reading.totalBytes();
      long total = config.totalSize().map(MemorySize::bytes).orElse(has);
      if (total > has * ROUNDED) {
        problems.add(
            new ConfigProblem(
                "gpu.total",
                "is '%s', but card %d (%s) has %s; allowed is auto, or at most that"
                    .formatted(
                        config.total(), reading.index(), reading.name(), MemorySize.words(has)),
                ""));
        return;
      }
      cards.add(
          new GpuCard(
              reading.index(), reading.name(), Math.min(total, has), config.reserveSize().bytes()));
    }
  }

  private static void components(
      GpuConfig config,
      List<GpuCard> cards,
      String reason,
      List<ConfigProblem> problems,
      List<String> warnings) {
    Collection<ComponentPlan> plans = config.components().values();
    long wanted = plans.stream().mapToLong(ComponentPlan::maximumBytes).sum();
    if (wanted == 0) {
      return;
    }
    if (cards.isEmpty()) {
      problems.add(
          new ConfigProblem(
              "gpu.components",
              "there are components, but no card: %s. Set gpu.total to what the card has, or remove the components"
                  .formatted(reason),
              ""));
      return;
    }
    plans.stream()
        .sorted(Comparator.comparing(ComponentPlan::name))
        .forEach(plan -> fits(plan, cards, problems));
    for (GpuCard card : cards) {
      long pinned =
          plans.stream()
              .filter(plan -> plan.card().isPresent() && plan.card().getAsInt() == card.index())
              .mapToLong(ComponentPlan::maximumBytes)
              .sum();
      sum("on card " + card.index(), pinned, card.budgetBytes(), problems, warnings);
    }
    long budget = cards.stream().mapToLong(GpuCard::budgetBytes).sum();
    if (problems.isEmpty()) {
      sum("together", wanted, budget, problems, warnings);
    }
  }

  private static void fits(ComponentPlan plan, List<GpuCard> cards, List<ConfigProblem> problems) {
    String path = "gpu.components." + plan.name();
    if (plan.card().isPresent() && plan.card().getAsInt() >= cards.size()) {
      problems.add(
          new ConfigProblem(
              path + ".card",
              "is %d; the last card is %d".formatted(plan.card().getAsInt(), cards.size() - 1),
              ""));
      return;
    }
    long widest =
        plan.card().isPresent()
            ? cards.get(plan.card().getAsInt()).budgetBytes()
            : cards.stream().mapToLong(GpuCard::budgetBytes).max().orElse(0);
    if (plan.maximumBytes() > widest) {
      problems.add(
          new ConfigProblem(
              path + ".maximum",
              "is %s; a card leaves at most %s to components"
                  .formatted(MemorySize.words(plan.maximumBytes()), MemorySize.words(widest)),
              ""));
    }
  }

  private static void sum(
      String where, long wanted, long budget, List<ConfigProblem> problems, List<String> warnings) {
    if (wanted > budget) {
      problems.add(
          new ConfigProblem(
              "gpu.components",
              "need %s %s, but cards less gpu.reserve leave %s; lower a maximum, or the reserve"
                  .formatted(MemorySize.words(wanted), where, MemorySize.words(budget)),
              ""));
    } else if (wanted * 100 > budget * TIGHT_PERCENT) {
      String warning =
          "GPU components need %s %s, more than %d %% of the %s that cards leave to them"
              .formatted(MemorySize.words(wanted), where, TIGHT_PERCENT, MemorySize.words(budget));
      warnings.add(warning);
    }
  }
}
