package coda.voice.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class McpConfigTest {
  private static CodaConfig load(String servers) {
    return new ConfigLoader(NamedEngines.registry())
        .load(ConfigSources.none().withOverrides(List.of("realtime.mcp.servers=" + servers)));
  }

  @Test
  void shouldAllowNoServersUnlessToldTo() {
    CodaConfig config = new ConfigLoader(NamedEngines.registry()).load(ConfigSources.none());

    assertThat(config.realtime().mcp().allowed()).isEmpty();
  }

  @Test
  void shouldAllowTheServersThatAreListed() {
    assertThat(load("https://a.example/mcp, http://localhost:9000").realtime().mcp().allowed())
        .hasSize(2)
        .anyMatch(prefix -> prefix.covers("https://a.example/mcp/v1"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"a.example", "ftp://a.example", "https://u:p@a.example", "https://a/../b"})
  void shouldRefuseWhatIsNoBeginningOfAnAddress(String server) {
    assertThatThrownBy(() -> load(server))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("realtime.mcp.servers");
  }
}
