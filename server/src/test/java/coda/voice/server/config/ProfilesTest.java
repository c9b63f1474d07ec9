package coda.voice.server.config;

import static org.assertj.core.api.Assertions.assertThat;

import coda.voice.engine.EngineRegistry;
import coda.voice.server.VoiceServer;
import coda.voice.testkit.engines.TalkingEngines;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class ProfilesTest {
  static final List<String> PROFILES = Profiles.NAMES;

  /** What every profile says of the sound, in this order of keys. */
  private static final List<String> SOUND =
      List.of("automatic_gain", "echo_cancellation", "high_pass", "noise_suppression");

  private final ConfigLoader loader = new ConfigLoader(EngineRegistry.discover());

  @Test
  void shouldSetForDevelopment() {
    assertThat(set("development"))
        .isEqualTo(
            with(
                sound("false", "false", "false", "false"),
                Map.of(
                    "server.drain_ms", "1000",
                    "server.reload_ms", "500",
                    "conversation.conversation_mode", "turn_based",
                    "conversation.turns.speech_threshold", "0.3")));
  }

  @Test
  void shouldSetForProduction() {
    assertThat(set("production"))
        .isEqualTo(
            with(
                sound("true", "true", "true", "true"),
                Map.of(
                    "server.drain_ms", "30000",
                    "logging.format", "json",
                    "conversation.mode", "adaptive",
                    "conversation.conversation_mode", "full_duplex",
                    "conversation.turns.silence_ms", "800",
                    "conversation.turns.speech_threshold", "0.5",
                    "conversation.modes.strategy", "parallel")));
  }

  @Test
  void shouldSetForSmallMachines() {
    assertThat(set("lightweight"))
        .isEqualTo(
            with(
                sound("true", "false", "false", "false"),
                Map.of(
                    "server.inference_queue", "32",
                    "server.limits.connections", "10",
                    "server.limits.connections_per_address", "10",
                    "engines.synthesizer", "freetts",
                    "engines.voice_activity", "energy",
                    "conversation.mode", "traditional",
                    "conversation.conversation_mode", "turn_based",
                    "conversation.turns.speech_threshold", "0.6",
                    "conversation.turns.speculation", "false")));
  }

  @Test
  void shouldSetForTests() {
    assertThat(set("testing"))
        .isEqualTo(
            with(
                sound("false", "false", "false", "false"),
                Map.of(
                    "server.port", "0",
                    "server.drain_ms", "0",
                    "server.reload_ms", "0",
                    "engines.voice_activity", "energy",
                    "conversation.mode", "traditional",
                    "conversation.conversation_mode", "turn_based",
                    "conversation.modes.exploration", "0",
                    "storage.enabled", "false")));
  }

  @Test
  void shouldBeDifferentConfigurations() {
    Set<CodaConfig> all = new HashSet<>();
    all.add(loader.load(ConfigSources.none()));
    PROFILES.forEach(name -> all.add(loader.load(ConfigSources.none().withProfile(name))));

    assertThat(all).hasSize(PROFILES.size() + 1);
  }

  @ParameterizedTest
  @FieldSource("PROFILES")
  void shouldHaveNothingUnwise(String profile) {
    assertThat(loader.read(ConfigSources.none().withProfile(profile)).warnings()).isEmpty();
  }

  @ParameterizedTest
  @FieldSource("PROFILES")
  void shouldStartAServer(String profile) throws Exception {
    try (TalkingEngines engines = new TalkingEngines()) {
      List<String> overrides =
          new ArrayList<>(List.of("server.port=0", "server.drain_ms=0", "storage.enabled=false"));
      for (String role :
          List.of(
              "recognizer", "synthesizer", "language_model", "voice_activity", "turn_detector")) {
        overrides.add("engines." + role + "=" + TalkingEngines.NAME);
      }
      CodaConfig config =
          new ConfigLoader(engines.registry())
              .load(ConfigSources.none().withProfile(profile).withOverrides(overrides));

      try (VoiceServer server = VoiceServer.start(config, engines.registry(), "1")) {
        assertThat(server.readyLine()).contains("is ready at");
      }
    }
  }

  private Map<String, String> set(String profile) {
    Map<String, String> set = new TreeMap<>();
    for (EffectiveValue value : loader.read(ConfigSources.none().withProfile(profile)).values()) {
      if (value.changed()) {
        assertThat(value.origin()).matches("profile " + profile + ":\\d+");
        set.put(value.key(), value.text());
      }
    }
    return set;
  }

  private static Map<String, String> sound(String... values) {
    Map<String, String> sound = new TreeMap<>();
    for (int i = 0; i < values.length; i++) {
      sound.put("audio.enhancement." + SOUND.get(i), values[i]);
    }
    return sound;
  }

  private static Map<String, String> with(Map<String, String> some, Map<String, String> more) {
    Map<String, String> all = new TreeMap<>(some);
    all.putAll(more);
    return all;
  }
}
