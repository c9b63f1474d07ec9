package coda.voice.server.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import coda.voice.engine.EngineRegistry;
import coda.voice.server.cli.SmallEngines;
import coda.voice.server.config.ConfigSources;
import coda.voice.server.doctor.Finding.Verdict;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import org.junit.jupiter.api.Test;

class DoctorTest {
  private static List<Finding> examine(EngineRegistry registry, String... settings) {
    return new Doctor(registry, ConfigSources.none().withOverrides(List.of(settings))).examine();
  }

  private static Finding named(List<Finding> findings, String name) {
    return findings.stream().filter(f -> f.name().equals(name)).findFirst().orElseThrow();
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

  @Test
  void shouldFailWithoutAnyEngine() {
    assertThat(examine(EngineRegistry.of(List.of())))
        .contains(Finding.failed("engines", "none", "there is no engine on the class path"));
  }
}
