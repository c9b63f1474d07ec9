package coda.voice.server;

import static org.assertj.core.api.Assertions.assertThat;

import coda.voice.conversation.TurnSettings;
import coda.voice.gateway.PhraseDefaults;
import coda.voice.gateway.limits.Limits;
import coda.voice.protocol.coda.TurnField;
import coda.voice.server.config.CodaConfig;
import coda.voice.server.config.ConfigLoader;
import coda.voice.server.config.ConfigSources;
import coda.voice.server.config.TurnsConfig;
import coda.voice.testkit.engines.TalkingEngines;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SettingsTest {
  @Test
  void shouldHaveTheDefaultsOfGatewayAndConversation() {
    try (TalkingEngines engines = new TalkingEngines()) {
      List<String> names =
          Stream.of(
                  "recognizer", "synthesizer", "language_model", "voice_activity", "turn_detector")
              .map(kind -> "engines." + kind + "=" + TalkingEngines.NAME)
              .toList();
      CodaConfig config =
          new ConfigLoader(engines.registry()).load(ConfigSources.none().withOverrides(names));

      assertThat(Settings.limits(config.server().limits())).isEqualTo(Limits.DEFAULTS);
      assertThat(config.conversation().turns().toSettings()).isEqualTo(TurnSettings.DEFAULTS);
      assertThat(config.conversation().phrases().toDefaults()).isEqualTo(PhraseDefaults.NONE);
    }
  }

  @Test
  void shouldAllowClientsTheSameTurnTimesAsTheConfiguration() {
    for (TurnField field : TurnField.values()) {
      RecordComponent component =
          Arrays.stream(TurnsConfig.class.getRecordComponents())
              .filter(c -> snake(c.getName()).equals(field.wireName()))
              .findFirst()
              .orElseThrow();

      assertThat(component.getAccessor().getAnnotation(Min.class).value()).isEqualTo(field.min());
      assertThat(component.getAccessor().getAnnotation(Max.class).value()).isEqualTo(field.max());
    }
  }

  private static String snake(String name) {
    return name.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
  }
}
