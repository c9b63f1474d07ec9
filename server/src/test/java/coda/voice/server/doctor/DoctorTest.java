package coda.voice.server.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import coda.voice.engine.EngineProvider;
import coda.voice.engine.EngineRegistry;
import coda.voice.engine.gpu.device.CardReading;
import coda.voice.engine.gpu.device.GpuReadings;
import coda.voice.server.cli.SmallEngines;
import coda.voice.server.config.ConfigSources;
import coda.voice.server.config.Secret;
import coda.voice.server.config.TlsConfig;
import coda.voice.server.doctor.Finding.Verdict;
import coda.voice.server.tls.IdentityReader;
import coda.voice.server.tls.TestKeys;
import coda.voice.server.tls.TlsFiles;
import coda.voice.testkit.engines.TalkingDuplexModel;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DoctorTest {
  private static List<Finding> examine(EngineRegistry registry, String... settings) {
    return new Doctor(registry, ConfigSources.none().withOverrides(List.of(settings))).examine();
  }

  private static Finding named(List<Finding> findings, String name) {
    return findings.stream().filter(f -> f.name().equals(name)).findFirst().orElseThrow();
  }

  @Test
  void shouldLookAtTheCertificate() {
    Finding fine = certificate("ec-sec1.pem");
    assertThat(fine.verdict()).isEqualTo(Verdict.OK);
    assertThat(fine.detail()).startsWith("CN=ec until ").endsWith(" days");

    Finding wrong = certificate("other-sec1.pem");
    assertThat(wrong.verdict()).isEqualTo(Verdict.FAILED);
    assertThat(wrong.detail()).endsWith("(TLS_KEY_MISMATCH)");

    assertThat(examine(SmallEngines.registry()))
        .extracting(Finding::name)
        .doesNotContain("certificate");
  }

  @Test
  void shouldWarnOfACertificateThatExpiresSoon() {
    TlsConfig config =
        new TlsConfig(
            true,
            TestKeys.file("ec.pem").toString(),
            TestKeys.file("ec-sec1.pem").toString(),
            "",
            Secret.NONE);
    Instant end =
        new IdentityReader(InstantSource.system())
            .read(TlsFiles.of(config).orElseThrow())
            .expires();

    assertThat(CertificateChecks.findings(config, () -> end.minus(Duration.ofDays(13))))
        .extracting(Finding::verdict)
        .containsExactly(Verdict.WARNING);
    assertThat(CertificateChecks.findings(config, () -> end.plus(Duration.ofDays(1))))
        .extracting(Finding::verdict)
        .containsExactly(Verdict.FAILED);
  }

  private static Finding certificate(String key) {
    return named(
        examine(
            SmallEngines.registry(),
            "server.tls.enabled=true",
            "server.tls.certificate=" + TestKeys.file("ec.pem"),
            "server.tls.key=" + TestKeys.file(key)),
        "certificate");
  }

  @Test
  void shouldNotMindAnEngineThatNobodyChose() {
    Finding absent = named(examine(SmallEngines.registry()), "absent");
    assertThat(absent).isEqualTo(Finding.missing("synthesizer", "absent", "install the large one"));
  }

  @Test
  void shouldFailForAChosenEngineThatCannotWork() {
    List<Finding> findings = examine(SmallEngines.registry(), "engines.synthesizer=absent");
    assertThat(named(findings, "absent (chosen)").verdict()).isEqualTo(Verdict.FAILED);
    assertThat(named(findings, "marytts").verdict()).isEqualTo(Verdict.OK);
  }

  @Test
  void shouldSayHowToUseWhatIsThereAndNotChosen() {
    try (TalkingDuplexModel duplex = new TalkingDuplexModel("en")) {
      Finding finding = named(examine(with(duplex)), "talking-duplex");

      assertThat(finding.area()).isEqualTo("duplex model");
      assertThat(finding.verdict()).isEqualTo(Verdict.OK);
      assertThat(finding.detail())
          .endsWith("; to use it, set engines.duplex_model to talking-duplex");
    }
  }

  @Test
  void shouldWarmUpAChosenDuplexModel() {
    try (TalkingDuplexModel duplex = new TalkingDuplexModel("en")) {
      Finding finding =
          named(
              examine(with(duplex), "engines.duplex_model=talking-duplex"),
              "talking-duplex (chosen)");

      assertThat(finding.verdict()).isEqualTo(Verdict.OK);
      assertThat(finding.detail()).contains("warm after");
    }
  }

  @ParameterizedTest
  @CsvSource({"adaptive, WARNING", "hybrid, FAILED", "moshi_only, FAILED"})
  void shouldFailForADuplexModelThatIsNotThereOnlyWhenConversationsNeedIt(
      String mode, Verdict verdict) {
    try (TalkingDuplexModel duplex = new TalkingDuplexModel("en").away(true)) {
      Finding finding =
          named(
              examine(
                  with(duplex), "engines.duplex_model=talking-duplex", "conversation.mode=" + mode),
              "talking-duplex (chosen)");

      assertThat(finding.verdict()).isEqualTo(verdict);
      assertThat(finding.detail()).contains("run the model of the test");
    }
  }

  private static EngineRegistry with(TalkingDuplexModel duplex) {
    List<EngineProvider<?>> all = new ArrayList<>(SmallEngines.registry().providers());
    all.add(duplex.provider());
    return EngineRegistry.of(all);
  }

  @Test
  void shouldTellEveryErrorOfTheConfigurationAndGoOn() {
    List<Finding> findings = examine(SmallEngines.registry(), "server.port=x", "server.hots=y");
    assertThat(named(findings, "server.port").verdict()).isEqualTo(Verdict.FAILED);
    assertThat(named(findings, "server.hots").verdict()).isEqualTo(Verdict.FAILED);
    assertThat(findings).anyMatch(finding -> finding.area().equals("recognizer"));
  }

  @Test
  void shouldWarnThatThePortIsTaken() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = "server.port=" + taken.getLocalPort();
      Finding finding =
          named(examine(SmallEngines.registry(), port), "127.0.0.1:" + taken.getLocalPort());
      assertThat(finding.verdict()).isEqualTo(Verdict.WARNING);
      assertThat(finding.detail()).contains("--port");
    }
  }

  private static List<Finding> examineGraphics(GpuReadings readings, String... settings) {
    return new Doctor(
            SmallEngines.registry(),
            ConfigSources.none().withOverrides(List.of(settings)),
            () -> () -> readings)
        .examine().stream().filter(finding -> finding.area().equals("graphics")).toList();
  }

  @Test
  void shouldSayPlainlyThatThereIsNoGraphicsCard() {
    assertThat(examineGraphics(GpuReadings.none("no GPU found (no driver)")))
        .containsExactly(Finding.missing("graphics", "card", "no GPU found (no driver)"));
  }

  @Test
  void shouldTellWhatAGraphicsCardDoesAndWhetherComponentsFit() {
    GpuReadings readings =
        new GpuReadings(
            List.of(
                new CardReading(
                    0,
                    "RTX",
                    8L << 30,
                    7L << 30,
                    OptionalInt.of(12),
                    OptionalInt.empty(),
                    OptionalDouble.of(80.4))),
            "read through NVML");

    assertThat(examineGraphics(readings, "gpu.components.llm.maximum=6.5GB"))
        .containsExactly(
            Finding.warning(
                "graphics",
                "card 0",
                "RTX: 7 GB of 8 GB in use, pressure high, 12 % busy, 80 W; read through NVML"),
            Finding.warning(
                "graphics",
                "memory",
                "GPU components need 6.5 GB together, more than 90 % of the 7 GB that cards leave"
                    + " to them"));
    assertThat(examineGraphics(readings, "gpu.components.llm.maximum=8GB"))
        .anyMatch(finding -> finding.verdict() == Verdict.FAILED);
  }

  @Test
  void shouldFailWithoutAnyEngine() {
    assertThat(examine(EngineRegistry.of(List.of())))
        .contains(Finding.failed("engines", "none", "there is no engine on the class path"));
  }
}
