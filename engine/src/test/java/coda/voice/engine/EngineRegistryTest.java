package coda.voice.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.Test;

class EngineRegistryTest {
  private static EngineProvider<TurnDetector> named(String name) {
    return new EngineProvider<>() {
      @Override
      public Class<TurnDetector> kind() {
        return TurnDetector.class;
      }

      @Override
      public String name() {
        return name;
      }

      @Override
      public String summary() {
        return "for tests";
      }

      @Override
      public Availability availability(EngineContext context) {
        return Availability.yes("always");
      }

      @Override
      public TurnDetector open(EngineContext context) {
        throw EngineException.unavailable(name, "only a name");
      }
    };
  }

  private final EngineRegistry registry = EngineRegistry.of(List.of(named("zeta"), named("alpha")));

  @Test
  void shouldFindAnEngineByKindAndName() {
    assertThat(registry.provider(TurnDetector.class, "zeta").name()).isEqualTo("zeta");
    assertThat(registry.names(TurnDetector.class)).containsExactly("alpha", "zeta");
    assertThat(registry.names(Recognizer.class)).isEmpty();
  }

  @Test
  void shouldListWhatThereIsWhenANameIsUnknown() {
    assertThatThrownBy(() -> registry.provider(TurnDetector.class, "beta"))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("TurnDetector")
        .hasMessageContaining("'beta'")
        .hasMessageContaining("alpha, zeta");
    assertThatThrownBy(() -> registry.provider(Recognizer.class, "alpha"))
        .hasMessageContaining("there is: none");
  }

  @Test
  void shouldCheckSettingsAndSayWhatIsAllowed() {
    EngineContext context =
        new EngineContext(
            Map.of("pool", "3", "odd", "many"),
            ForkJoinPool.commonPool(),
            ForkJoinPool.commonPool());

    assertThat(context.number("pool", 2, 1, 8)).isEqualTo(3);
    assertThat(context.number("absent", 2, 1, 8)).isEqualTo(2);
    assertThatThrownBy(() -> context.number("odd", 2, 1, 8))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("'odd'")
        .hasMessageContaining("'many'")
        .hasMessageContaining("1 to 8");
    assertThatThrownBy(() -> context.number("pool", 2, 4, 8)).hasMessageContaining("'3'");
  }
}
