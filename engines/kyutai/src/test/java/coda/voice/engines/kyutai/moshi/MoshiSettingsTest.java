package coda.voice.engines.kyutai.moshi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import coda.voice.engine.EngineContext;
import coda.voice.engine.EngineException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MoshiSettingsTest {
  private static MoshiSettings read(Map<String, String> settings) {
    return MoshiSettings.of(
        new EngineContext(settings, ForkJoinPool.commonPool(), ForkJoinPool.commonPool()));
  }

  @Test
  void shouldHaveDefaultsThatFindAPythonServerBesideUs() {
    MoshiSettings settings = read(Map.of());

    assertThat(settings.addresses())
        .extracting(MoshiAddress::toString)
        .containsExactly("ws://localhost:8998/api/chat");
    assertThat(settings.handshakeMs()).isEqualTo(2_000);
    assertThat(settings.queueMs()).isZero();
    assertThat(settings.silenceMs()).isEqualTo(3_000);
    assertThat(settings.sessionMs()).isEmpty();
    assertThat(settings.sampling()).isEmpty();
    assertThat(settings.languages()).containsExactly("en");
  }

  @Test
  void shouldReadAddressesAsPeopleWriteThem() {
    MoshiSettings settings =
        read(
            Map.of(
                "urls",
                "https://a.example , http://b.example:1/, wss://c.example/moshi?worker_auth_id=7"));

    assertThat(settings.addresses())
        .extracting(address -> address.chat("x=1").toString())
        .containsExactly(
            "wss://a.example/api/chat?x=1",
            "ws://b.example:1/api/chat?x=1",
            "wss://c.example/moshi?worker_auth_id=7&x=1");
    assertThat(settings.addresses().getLast()).hasToString("wss://c.example/moshi");
  }

  @Test
  void shouldSendOnlyTheSamplingThatIsSet() {
    assertThat(
            read(Map.of(
                    "text_temperature", "0.70",
                    "text_topk", " 25 ",
                    "audio_seed", "18446744073709551615",
                    "repetition_penalty", "1.0",
                    "repetition_penalty_context", "64"))
                .sampling())
        .isEqualTo(
            "text_temperature=0.70&text_topk=25&audio_seed=18446744073709551615"
                + "&repetition_penalty_context=64&repetition_penalty=1.0");
  }

  @ParameterizedTest
  @CsvSource({
    "urls, localhost:8998",
    "urls, ftp://localhost",
    "urls, ''",
    "urls, ws://user:secret@localhost",
    "urls, 'ws://a.example,ws://a.example/api/chat'",
    "sessions_per_server, 0",
    "insecure, yes",
    "handshake_ms, 10001",
    "queue_ms, -1",
    "silence_ms, 1.5",
    "session_ms, 500",
    "languages, 'en,'",
    "text_temperature, hot",
    "text_temperature, 5.1",
    "text_topk, 2.5",
    "audio_topk, 0",
    "text_seed, -1",
    "audio_seed, 18446744073709551616",
    "max_steps, 4501",
    "pad_mult, NaN",
    "repetition_penalty, 1.0",
    "ca, /nowhere/at/all.pem",
  })
  void shouldRefuseWhatMakesNoSense(String key, String value) {
    EngineContext context =
        new EngineContext(Map.of(key, value), ForkJoinPool.commonPool(), ForkJoinPool.commonPool());

    assertThatThrownBy(() -> new MoshiDuplexModel(context).close())
        .isInstanceOfSatisfying(
            EngineException.class,
            wrong -> {
              assertThat(wrong.code()).isEqualTo("ENGINE_SETTING_INVALID");
              assertThat(wrong).hasMessageContaining("'" + key + "'");
              assertThat(wrong).hasMessageContaining("'" + value + "'");
              assertThat(wrong).hasMessageContaining("allowed is");
            });
  }

  @Test
  void shouldRefuseAFileThatIsNoCertificate(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("ca.pem"), "not a certificate");

    assertThatThrownBy(() -> read(Map.of("ca", file.toString())).tls())
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("PEM");
  }

  @Test
  void shouldRefuseToTrustOneAuthorityAndEverybody() {
    assertThatThrownBy(() -> read(Map.of("ca", "x.pem", "insecure", "true")))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("'insecure'");
  }
}
