package coda.voice.gateway.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which pages may use the server. */
class SiteRulesTest {
  private static final SiteRules PUBLIC =
      new SiteRules(List.of("https://App.example.com"), List.of(), false, false);

  private static String refusal(SiteRules rules, String origin, String host) {
    return rules
        .refusal(Optional.ofNullable(origin), Optional.ofNullable(host))
        .map(Enum::name)
        .orElse("-");
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "-,                            voice.example.com,      true", // no browser
        "https://voice.example.com,     voice.example.com,      true",
        "https://VOICE.example.com,     voice.example.com:443,  true",
        "http://voice.example.com:8765, voice.example.com:8765, true",
        "https://app.example.com,       voice.example.com,      true", // listed
        "https://app.example.com:8443,  voice.example.com,      false",
        "http://app.example.com,        voice.example.com,      false",
        "https://evil.example,          voice.example.com,      false",
        "https://voice.example.com.evil.example, voice.example.com, false",
        "https://evil.example/voice.example.com, voice.example.com, false",
        "https://voice.example.com@evil.example, voice.example.com, false",
        "http://voice.example.com:81,   voice.example.com,      false",
        "http://localhost,              voice.example.com,      false",
        "null,                          voice.example.com,      false",
        "file://,                       voice.example.com,      false",
        "https://voice.example.com,     -,                      false",
        "'',                            voice.example.com,      false",
      })
  void shouldAcceptPagesOfItsOwnSiteAndThoseListed(String origin, String host, boolean accepted) {
    assertThat(refusal(PUBLIC, origin, host)).isEqualTo(accepted ? "-" : "ORIGIN");
  }

  @ParameterizedTest
  @CsvSource({
    "https://voice.example.com,      voice.example.com,      true",
    "https://voice.example.com,      voice.example.com:443,  true",
    "https://voice.example.com:8765, voice.example.com:8765, true",
    "https://app.example.com,        voice.example.com:8765, true", // listed
    "http://voice.example.com,       voice.example.com,      false", // not who holds the
    // certificate
    "http://voice.example.com:8765,  voice.example.com:8765, false",
    "https://voice.example.com,      voice.example.com:8765, false",
  })
  void shouldNotTakeAPageOverHttpForItsOwnWhenItSpeaksTls(
      String origin, String host, boolean accepted) {
    SiteRules secure =
        new SiteRules(List.of("https://app.example.com"), List.of(), false, false, true);

    assertThat(refusal(secure, origin, host)).isEqualTo(accepted ? "-" : "ORIGIN");
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://localhost:3000", "https://localhost:8765"})
  void shouldAcceptPagesOfThisMachineOnLoopbackWithTlsToo(String origin) {
    SiteRules secure = new SiteRules(List.of(), List.of(), true, true, true);

    assertThat(refusal(secure, origin, "localhost:8765")).isEqualTo("-");
    assertThat(refusal(secure, origin, "rebound.example:8765")).isEqualTo("HOST");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://localhost:3000",
        "http://127.0.0.1:5173",
        "http://[::1]:80",
        "https://localhost"
      })
  void shouldAcceptPagesOfThisMachineOnLoopback(String origin) {
    assertThat(refusal(SiteRules.local(), origin, "localhost:8765")).isEqualTo("-");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "localhost",
        "localhost:8765",
        "LOCALHOST:1",
        "127.0.0.1:8765",
        "127.1.2.3",
        "[::1]:8765"
      })
  void shouldBeKnownOnLoopbackByTheNamesOfThisMachine(String host) {
    assertThat(refusal(SiteRules.local(), null, host)).isEqualTo("-");
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "http://evil.example:8765, evil.example:8765", // a name that now points to 127.0.0.1
        "-,                        evil.example",
        "-,                        localhost.evil.example",
        "-,                        127.0.0.1.evil.example",
        "-,                        localhost:80:80",
        "-,                        a@localhost",
        "-,                        ''",
        "-,                        -",
      })
  void shouldNotBeReachableOnLoopbackByOtherNamesWhileItIsOpen(String origin, String host) {
    assertThat(refusal(SiteRules.local(), origin, host)).isEqualTo("HOST");
    assertThat(refusal(new SiteRules(List.of("*"), List.of(), true, true), origin, host))
        .isEqualTo("HOST");
    assertThat(refusal(new SiteRules(List.of("*"), List.of(), true, false), origin, host))
        .isEqualTo("-");
  }

  @ParameterizedTest
  @ValueSource(strings = {"voice.test", "voice.test:80", "VOICE.test"})
  void shouldBeReachableByNamesThatAreListed(String host) {
    assertThat(refusal(new SiteRules(List.of(), List.of("voice.test"), true, true), null, host))
        .isEqualTo("-");
  }
}
