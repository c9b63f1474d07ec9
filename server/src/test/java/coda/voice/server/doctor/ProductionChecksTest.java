package coda.voice.server.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import coda.voice.server.cli.SmallEngines;
import coda.voice.server.config.CodaConfig;
import coda.voice.server.config.ConfigLoader;
import coda.voice.server.config.ConfigSources;
import coda.voice.server.doctor.Finding.Verdict;
import coda.voice.server.tls.TestKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProductionChecksTest {
  private static final OptionalLong MANY = OptionalLong.of(1_000_000);

  @TempDir private Path folder;
  private Path keys;

  @BeforeEach
  void writeKeys() throws IOException {
    keys = Files.writeString(folder.resolve("keys.txt"), "");
    Files.setPosixFilePermissions(keys, PosixFilePermissions.fromString("rw-r-----"));
  }

  @Test
  void shouldHaveNothingToSayAgainstTheServerOfTheDocumentation() {
    assertThat(findings("coda", MANY)).extracting(Finding::verdict).containsOnly(Verdict.OK);
  }

  @Test
  void shouldFailWithoutAuthentication() {
    assertThat(verdict("authentication", "security.key_file=")).isEqualTo(Verdict.FAILED);
    assertThat(
            verdict(
                "authentication",
                "security.key_file=",
                "server.host=0.0.0.0",
                "security.allow_open=true"))
        .isEqualTo(Verdict.FAILED);
  }

  @Test
  void shouldWarnOfWhatOthersCouldReadOrUse() {
    assertThat(verdict("encryption", "server.host=0.0.0.0")).isEqualTo(Verdict.WARNING);
    assertThat(verdict("proxy", "security.trusted_proxies=")).isEqualTo(Verdict.WARNING);
    assertThat(verdict("web sites", "security.origins=*")).isEqualTo(Verdict.WARNING);
    assertThat(verdict("journals", "conversation.journal=events")).isEqualTo(Verdict.WARNING);
    assertThat(verdict("log", "logging.format=text")).isEqualTo(Verdict.WARNING);
    assertThat(verdict("drain", "server.drain_ms=0")).isEqualTo(Verdict.WARNING);
    assertThat(named(findings("root", MANY), "account").verdict()).isEqualTo(Verdict.WARNING);
  }

  @Test
  void shouldKnowThatTheServerCanSpeakTlsItself() throws IOException {
    String[] tls = {
      "server.host=0.0.0.0",
      "server.tls.enabled=true",
      "server.tls.certificate=" + TestKeys.file("ec.pem"),
      "server.tls.key=" + keys
    };
    assertThat(verdict("encryption", tls)).isEqualTo(Verdict.OK);
    assertThat(verdict("certificate's key", tls)).isEqualTo(Verdict.OK);

    Files.setPosixFilePermissions(keys, PosixFilePermissions.fromString("rw-r--r--"));
    assertThat(verdict("certificate's key", tls)).isEqualTo(Verdict.WARNING);
  }

  @Test
  void shouldLookAtWhoCanReadTheKeys() throws IOException {
    Files.setPosixFilePermissions(keys, PosixFilePermissions.fromString("rw-r--r--"));
    assertThat(verdict("key file")).isEqualTo(Verdict.WARNING);

    Files.delete(keys);
    assertThat(verdict("key file")).isEqualTo(Verdict.FAILED);
  }

  @Test
  void shouldLookAtWhatBecomesOfConversations() {
    assertThat(verdict("storage", "storage.url=memory")).isEqualTo(Verdict.FAILED);
    assertThat(verdict("storage", "storage.enabled=false")).isEqualTo(Verdict.WARNING);
    assertThat(verdict("retention", "storage.retention_days=0")).isEqualTo(Verdict.WARNING);
  }

  @Test
  void shouldWantAsManyFilesAsConnectionsNeed() {
    assertThat(named(findings("coda", OptionalLong.of(1_024)), "open files").verdict())
        .isEqualTo(Verdict.OK);
    assertThat(
            named(
                    findings("coda", OptionalLong.of(1_024), "server.limits.connections=5000"),
                    "open files")
                .verdict())
        .isEqualTo(Verdict.FAILED);
    assertThat(named(findings("coda", OptionalLong.empty()), "open files").verdict())
        .isEqualTo(Verdict.MISSING);
  }

  @Test
  void shouldDescribeEveryCheckInTheDocumentation() throws IOException {
    String document = Files.readString(Path.of("..", "docs", "DEPLOYMENT.md"));

    assertThat(findings("coda", MANY))
        .allSatisfy(finding -> assertThat(document).contains("| `" + finding.name() + "` |"));
  }

  private Verdict verdict(String name, String... changes) {
    return named(findings("coda", MANY, changes), name).verdict();
  }

  private static Finding named(List<Finding> findings, String name) {
    return findings.stream().filter(f -> f.name().equals(name)).findFirst().orElseThrow();
  }

  private List<Finding> findings(String account, OptionalLong files, String... changes) {
    List<String> settings =
        new ArrayList<>(
            List.of(
                "security.trusted_proxies=127.0.0.1",
                "security.origins=https://app.example.com",
                "security.key_file=" + keys,
                "storage.folder=" + folder.resolve("data"),
                "storage.retention_days=30",
                "logging.format=json"));
    settings.addAll(Arrays.asList(changes));
    CodaConfig config =
        new ConfigLoader(SmallEngines.registry())
            .load(ConfigSources.none().withOverrides(settings));
    return ProductionChecks.findings(config, account, files);
  }
}
