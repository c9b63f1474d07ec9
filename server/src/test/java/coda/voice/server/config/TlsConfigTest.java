package coda.voice.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TlsConfigTest {
  private final ConfigLoader loader = new ConfigLoader(NamedEngines.registry());

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "enabled=true | server.tls.enabled: is true, and there is no certificate",
        "enabled=true certificate=c | server.tls.certificate: is set without its private key",
        "certificate=c | server.tls.certificate: is set without its private key",
        "key=k | server.tls.key: is set without the certificate",
        "certificate=c key=k keystore=s | server.tls.keystore: is set, and so is server.tls.certificate",
        "key=k keystore=s | server.tls.keystore: is set, and so is server.tls.key",
      })
  void shouldWantExactlyOneWholeCertificate(String settings, String problem) {
    ConfigException e = catchThrowableOfType(ConfigException.class, () -> read(settings));

    assertThat(e).hasMessageContaining(problem);
    assertThat(e.problems()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "enabled=true certificate=c key=k | ''",
        "enabled=true keystore=s password=p | ''",
        "enabled=false | ''",
        "certificate=c key=k | server.tls.certificate",
        "keystore=s | server.tls.keystore",
        "enabled=true certificate=c key=k password=env:P | server.tls.password",
      })
  void shouldWarnOfWhatHasNoEffect(String settings, String key) {
    assertThat(read(settings).warnings().stream().map(ConfigProblem::path))
        .filteredOn(path -> !path.equals("server.tls.password") || key.endsWith("password"))
        .containsExactlyElementsOf(key.isEmpty() ? List.of() : List.of(key));
  }

  @Test
  void shouldNeverShowThePassword() {
    EffectiveConfig effective = read("enabled=true keystore=s password=5ecret");

    assertThat(ConfigJson.of(effective, false).toString()).doesNotContain("5ecret");
    assertThat(effective.config().server().tls())
        .hasToString("TlsConfig[enabled=true, certificate=, key=, keystore=s, password=***]");
  }

  private EffectiveConfig read(String settings) {
    List<String> overrides =
        Stream.of(settings.split(" ")).map(each -> "server.tls." + each).toList();
    return loader.read(
        new ConfigSources(
            java.nio.file.Path.of(""),
            java.util.Optional.empty(),
            java.util.Optional.empty(),
            java.util.Map.of("P", "p"),
            overrides));
  }
}
