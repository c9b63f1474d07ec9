package coda.voice.server.config;

import coda.voice.engine.gpu.ComponentPlan;
import coda.voice.engine.gpu.MemorySize;
import coda.voice.engine.gpu.Placement;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import java.util.Map;
import java.util.Optional;

/**
 * Memory of graphics cards.
 *
 * @param total what each card has, or auto
 * @param reserve what is left to the system and to others, on each card
 * @param placement where components go when there are several cards
 * @param giveBackMs how long an owner may take to give memory back, in ms
 * @param components what the operator plans for components: {@code gpu.components.<name>.<key>}
 */
public record GpuConfig(
    @Setting(
            value = AUTO,
            about = "Memory of each graphics card; auto asks the cards, 0GB is for none.")
        @Pattern(regexp = AUTO + "|" + MemorySize.SYNTAX, message = AUTO_OR_SIZE) String total,
    @Setting(value = "1GB", about = "Memory left to the system and to others, on each card.")
        @Pattern(regexp = MemorySize.SYNTAX, message = MemorySize.EXAMPLES) String reserve,
    @Setting(
            value = "best_fit",
            about =
                "Where a component goes when there are several cards: the first with room, the"
                    + " fullest with room, the emptiest.")
        Placement.Fit placement,
    @Setting(value = "5000", about = "How long an engine may take to give memory back, in ms.")
        @Min(100) @Max(600_000) int giveBackMs,
    Map<String, ComponentPlan> components) {

  private static final String AUTO = "auto";
  private static final String AUTO_OR_SIZE = "auto or " + MemorySize.EXAMPLES;

  /** Copies the plans. */
  public GpuConfig {
    components = Map.copyOf(components);
  }

  /** What each card has; empty when the cards are to be asked. */
  public Optional<MemorySize> totalSize() {
    return total.equals(AUTO) ? Optional.empty() : Optional.of(MemorySize.parse(total));
  }

  /** What is left to others. */
  public MemorySize reserveSize() {
    return MemorySize.parse(reserve);
  }
}
