package coda.voice.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UrlPrefixTest {
  private final UrlPrefix prefix = UrlPrefix.parse("https://Tools.Example.com/mcp/").orElseThrow();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://tools.example.com/mcp",
        "https://TOOLS.example.com:443/mcp/",
        "https://tools.example.com/mcp/v1?key=1"
      })
  void shouldCoverWhatIsBelow(String url) {
    assertThat(prefix.covers(url)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://tools.example.com/mcp",
        "https://tools.example.com:8443/mcp",
        "https://tools.example.com/mcpx",
        "https://tools.example.com",
        "https://tools.example.com.evil.org/mcp",
        "https://tools.example.com@evil.org/mcp",
        "https://tools.example.com/mcp/../admin",
        "https://tools.example.com/mcp/%2E%2e/admin",
        "https://tools.example.com/mcp/..;/admin",
        "https://tools.example.com\\@evil.org/mcp",
        "https://tools.example.com/mcp#x",
        "//tools.example.com/mcp",
        "file:///mcp",
        ""
      })
  void shouldNotCoverAnythingElse(String url) {
    assertThat(prefix.covers(url)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "tools.example.com",
        "ftp://x",
        "https://",
        "https://u:p@x",
        "https://x/?a",
        "x y"
      })
  void shouldNotReadWhatIsNone(String text) {
    assertThat(UrlPrefix.parse(text)).isEmpty();
  }

  @Test
  void shouldCoverAWholeHost() {
    UrlPrefix host = UrlPrefix.parse("http://[::1]:9000").orElseThrow();

    assertThat(host.covers("http://[::1]:9000/any/thing")).isTrue();
    assertThat(host.covers("http://[::1]:9000")).isTrue();
  }
}
