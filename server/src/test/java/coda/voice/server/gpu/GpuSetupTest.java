package coda.voice.server.gpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import coda.voice.engine.gpu.ComponentPlan;
import coda.voice.engine.gpu.GpuCard;
import coda.voice.engine.gpu.Placement;
import coda.voice.engine.gpu.device.CardReading;
import coda.voice.engine.gpu.device.GpuProbe;
import coda.voice.engine.gpu.device.GpuReadings;
import coda.voice.server.config.ConfigException;
import coda.voice.server.config.GpuConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class GpuSetupTest {
  private static final long GB = 1L << 30;
  private static final long MB = 1L << 20;
  private static final GpuReadings NONE = GpuReadings.none("no GPU found");

  private static GpuConfig config(String total, String reserve, ComponentPlan... plans) {
    return new GpuConfig(
        total,
        reserve,
        Placement.Fit.BEST_FIT,
        5_000,
        Stream.of(plans).collect(Collectors.toMap(ComponentPlan::name, Function.identity())));
  }

  private static ComponentPlan plan(String name, long gigabytes) {
    return ComponentPlan.of(name, gigabytes * GB, 5, true);
  }

  private static ComponentPlan on(int card, String name, long gigabytes) {
    return new ComponentPlan(name, gigabytes * GB, 5, true, OptionalInt.of(card));
  }

  private static GpuReadings cards(long... megabytes) {
    List<CardReading> cards = new ArrayList<>();
    for (long size : megabytes) {
      cards.add(reading(cards.size(), size));
    }
    return new GpuReadings(cards, "test");
  }

  private static CardReading reading(int index, long megabytes) {
    return new CardReading(
        index,
        "RTX",
        megabytes * MB,
        100 * MB,
        OptionalInt.empty(),
        OptionalInt.empty(),
        OptionalDouble.empty());
  }

  private static String problems(GpuConfig config, GpuReadings readings) {
    return GpuInventory.of(config, readings).problems().toString();
  }

  @Test
  void shouldTakeTheCardsAsTheyAreLessTheReserve() {
    GpuInventory inventory = GpuInventory.of(config("auto", "1GB"), cards(24_564, 8_192));

    assertThat(inventory.cards())
        .containsExactly(
            new GpuCard(0, "RTX", 24_564 * MB, GB), new GpuCard(1, "RTX", 8_192 * MB, GB));
    assertThat(inventory.problems()).isEmpty();
    assertThat(inventory.warnings()).isEmpty();
  }

  @Test
  void shouldTakeTheRoundedSizeOfACardForWhatItReallyHas() {
    GpuInventory inventory = GpuInventory.of(config("24GB", "1GB"), cards(24_564));

    assertThat(inventory.cards()).containsExactly(new GpuCard(0, "RTX", 24_564 * MB, GB));
    assertThat(
            GpuInventory.of(config("16GB", "1GB"), cards(24_564)).cards().getFirst().totalBytes())
        .isEqualTo(16 * GB);
  }

  @Test
  void shouldRefuseMoreThanACardHas() {
    assertThat(problems(config("48GB", "1GB"), cards(24_564)))
        .contains("gpu.total: is '48GB', but card 0 (RTX) has 24.0 GB");
    assertThat(problems(config("auto", "30GB"), cards(24_564)))
        .contains("a reserve of 30 GB leaves nothing. Lower gpu.reserve");
  }

  @Test
  void shouldTrustTheOperatorWhereNoCardCanBeReadAndSaySo() {
    GpuInventory inventory = GpuInventory.of(config("24GB", "1GB", plan("llm", 8)), NONE);

    assertThat(inventory.cards()).containsExactly(new GpuCard(0, "as configured", 24 * GB, GB));
    assertThat(inventory.problems()).isEmpty();
    assertThat(inventory.warnings().getFirst()).contains("no GPU found");
  }

  @Test
  void shouldRefuseComponentsWithoutACardAndSayWhatToSet() {
    assertThat(problems(config("auto", "1GB", plan("llm", 8)), NONE))
        .contains("gpu.components: there are components, but no card: no GPU found")
        .contains("Set gpu.total");
    assertThat(problems(config("0GB", "1GB", plan("llm", 8)), cards(24_564)))
        .contains("gpu.total is 0GB");
    assertThat(GpuInventory.of(config("auto", "1GB", plan("llm", 0)), NONE).problems()).isEmpty();
  }

  @Test
  void shouldRefuseWhatTogetherExceedsTheCardAndWarnAboveNinetyPercent() {
    assertThat(problems(config("32GB", "4GB", plan("moshi", 8), plan("llm", 21)), NONE))
        .contains("gpu.components: need 29 GB together, but cards less gpu.reserve leave 28 GB");
    GpuInventory tight =
        GpuInventory.of(config("auto", "4GB", plan("moshi", 8), plan("llm", 20)), cards(32_768));
    assertThat(tight.problems()).isEmpty();
    assertThat(tight.warnings())
        .containsExactly(
            "GPU components need 28 GB together, more than 90 % of the 28 GB that cards leave to"
                + " them");
    assertThat(
            GpuInventory.of(config("auto", "4GB", plan("moshi", 8), plan("llm", 17)), cards(32_768))
                .warnings())
        .isEmpty();
  }

  @Test
  void shouldRefuseWhatFitsNoSingleCardOrNotTheOneItMustBeOn() {
    GpuReadings two = cards(16_384, 9_216);

    assertThat(problems(config("auto", "1GB", plan("llm", 16)), two))
        .contains("gpu.components.llm.maximum: is 16 GB; a card leaves at most 15 GB");
    assertThat(problems(config("auto", "1GB", on(1, "llm", 9)), two))
        .contains("a card leaves at most 8 GB");
    assertThat(problems(config("auto", "1GB", on(2, "llm", 1)), two))
        .contains("gpu.components.llm.card: is 2; the last card is 1");
    assertThat(problems(config("auto", "1GB", on(1, "a", 5), on(1, "b", 4)), two))
        .contains("need 9 GB on card 1");
  }

  @Test
  void shouldNotUseCardsBehindOneThatCannotBeRead() {
    GpuInventory inventory =
        GpuInventory.of(
            config("auto", "1GB"),
            new GpuReadings(List.of(reading(0, 8_192), reading(2, 8_192)), "card 1 is lost"));

    assertThat(inventory.cards()).hasSize(1);
    assertThat(inventory.warnings().getFirst()).contains("card 1 is lost");
  }

  @Test
  void shouldKeepBooksOfTheCardsAndWatchThem() {
    AtomicBoolean closed = new AtomicBoolean();
    GpuProbe probe =
        new GpuProbe() {
          @Override
          public GpuReadings read() {
            return cards(8_192);
          }

          @Override
          public void close() {
            closed.set(true);
          }
        };
    try (GpuSetup setup =
        GpuSetup.open(config("auto", "1GB", plan("llm", 4)), () -> probe, Runnable::run)) {
      assertThat(setup.ledger().present()).isTrue();
      assertThat(setup.status().getFirst().deviceUsedBytes()).hasValue(100 * MB);
      assertThat(setup.readings().present()).isTrue();
    }
    assertThat(closed).isTrue();
  }

  @Test
  void shouldNotEvenLookWhereNoCardIsWanted() {
    try (GpuSetup setup =
        GpuSetup.open(
            config("0GB", "1GB"),
            () -> {
              throw new IllegalStateException("not to be asked");
            },
            Runnable::run)) {
      assertThat(setup.ledger().present()).isFalse();
      assertThat(setup.ledger().reason()).isEqualTo("gpu.total is 0GB");
      assertThat(setup.status()).isEmpty();
    }
  }

  @Test
  void shouldGiveTheLibraryBackWhenTheConfigurationDoesNotFit() {
    AtomicBoolean closed = new AtomicBoolean();
    GpuProbe probe =
        new GpuProbe() {
          @Override
          public GpuReadings read() {
            return NONE;
          }

          @Override
          public void close() {
            closed.set(true);
          }
        };

    assertThat(
            catchThrowableOfType(
                ConfigException.class,
                () ->
                    GpuSetup.open(
                        config("auto", "1GB", plan("llm", 4)), () -> probe, Runnable::run)))
        .hasMessageContaining("Set gpu.total");
    assertThat(closed).isTrue();
  }
}
