package coda.voice.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tricks with headers. The proxy is 10.0.0.1; 10.1.0.0/16 are proxies too. */
class ClientAddressTest {
  private static final String PROXY = "10.0.0.1";

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final ClientAddress addresses =
      new ClientAddress(
          Stream.of("10.0.0.1", "10.1.0.0/16", "2001:db8:ff::/48").map(AddressRange::of).toList(),
          meters);

  private String plain(String... headers) {
    return addresses.of(PROXY, List.of(), List.of(headers));
  }

  private String standard(String... headers) {
    return addresses.of(PROXY, List.of(headers), List.of());
  }

  private double ignored() {
    return meters.get("coda.forwarded.ignored").counter().count();
  }

  @Test
  void shouldNotBelieveAnybodyWhoIsNoProxy() {
    assertThat(addresses.of("192.0.2.9", List.of(), List.of("203.0.113.1"))).isEqualTo("192.0.2.9");
    assertThat(addresses.of("192.0.2.9", List.of("for=203.0.113.1"), List.of()))
        .isEqualTo("192.0.2.9");
    assertThat(ignored()).isZero();
  }

  @Test
  void shouldTakeWhatTheNearestTrustedProxySawAndNotWhatStandsFurtherLeft() {
    assertThat(plain("198.51.100.66, 203.0.113.1")).isEqualTo("203.0.113.1");
    assertThat(plain("198.51.100.66", "203.0.113.1")).isEqualTo("203.0.113.1");
    assertThat(plain("198.51.100.66, 203.0.113.1, 10.1.2.3")).isEqualTo("203.0.113.1");
    assertThat(standard("for=198.51.100.66, for=203.0.113.1;proto=https;by=10.0.0.1"))
        .isEqualTo("203.0.113.1");
    assertThat(standard("for=198.51.100.66", "FOR=203.0.113.1, for=10.1.2.3"))
        .isEqualTo("203.0.113.1");
  }

  @Test
  void shouldNotBelieveATrustedAddressThatAClientMadeUp() {
    assertThat(plain("10.1.2.3, 203.0.113.1")).isEqualTo("203.0.113.1");
  }

  @Test
  void shouldTakeTheFurthestProxyWhenAllAreTrusted() {
    assertThat(plain("10.1.0.9, 10.1.2.3")).isEqualTo("10.1.0.9");
  }

  @ParameterizedTest
  @CsvSource({
    "203.0.113.1:4711, 203.0.113.1",
    "2001:db8:cafe::17, 2001:db8:cafe:0:0:0:0:17",
    "[2001:db8:cafe::17]:4711, 2001:db8:cafe:0:0:0:0:17",
    "::ffff:203.0.113.1, 203.0.113.1",
  })
  void shouldReadAddressesWithPortsAndBrackets(String node, String address) {
    assertThat(plain(node)).isEqualTo(address);
    assertThat(standard("for=\"" + node + "\"")).isEqualTo(address);
    assertThat(ignored()).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "for=unknown",
        "for=_hidden",
        "for=\"_SEVKISEK:80\"",
        "for=UNKNOWN",
        "proto=https"
      })
  void shouldTakeTheProxyThatDoesNotTell(String header) {
    assertThat(standard("for=203.0.113.1, " + header)).isEqualTo(PROXY);
    assertThat(standard(header + ", for=10.1.2.3")).isEqualTo("10.1.2.3");
    assertThat(ignored()).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ",",
        "203.0.113.1,",
        "203.0.113",
        "1",
        "0x7f.0.0.1",
        "203.0.113.256",
        "localhost",
        "example.org",
        "203.0.113.1:port",
        "203.0.113.1:123456",
        "[203.0.113.1]",
        "[2001:db8::1",
        "2001:db8::1%eth0",
        "::1::",
        "\"203.0.113.1\"",
        "203.0.113.1; DROP",
        "203.0.113.1\n",
      })
  void shouldIgnoreAndCountAMalformedPlainHeader(String header) {
    String value = header.endsWith("\n") ? "203.0.113.1\t203.0.113.2" : header;

    assertThat(plain(value)).isEqualTo(PROXY);
    assertThat(ignored()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "for",
        "=203.0.113.1",
        "for=",
        "for=203.0.113.1;for=203.0.113.2",
        "for=\"203.0.113.1",
        "for=\"203.0.113.1\\\"\"",
        "for=203.0.113.1\"",
        "for=[2001:db8::1",
        "for=203.0.113.1,",
        "for=\"203.0.113.1, 203.0.113.2\"",
      })
  void shouldIgnoreAndCountAMalformedStandardHeader(String header) {
    assertThat(standard(header)).isEqualTo(PROXY);
    assertThat(ignored()).isEqualTo(1);
  }

  @Test
  void shouldIgnoreBothHeadersAtOnceAsOneOfThemIsTheClients() {
    assertThat(addresses.of(PROXY, List.of("for=203.0.113.1"), List.of("203.0.113.2")))
        .isEqualTo(PROXY);
    assertThat(ignored()).isEqualTo(1);
  }

  @Test
  void shouldIgnoreEndlessHeaders() {
    assertThat(plain("10.1.0.1,".repeat(900) + "10.1.0.1")).isEqualTo(PROXY);
    assertThat(standard("for=10.1.0.1,".repeat(600) + "for=10.1.0.1")).isEqualTo(PROXY);
    assertThat(ignored()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "10.0.0.0/33", "10.0.0.0/", "10.0.0.0/-1", "host/8", "::/129"})
  void shouldSayWhatIsWrongWithARange(String text) {
    assertThatThrownBy(() -> AddressRange.of(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void shouldKnowTheEdgesOfARange() {
    AddressRange range = AddressRange.of("10.0.0.128/25");

    assertThat(Addresses.parse("10.0.0.128").map(range::contains)).contains(true);
    assertThat(Addresses.parse("10.0.0.255").map(range::contains)).contains(true);
    assertThat(Addresses.parse("10.0.0.127").map(range::contains)).contains(false);
    assertThat(Addresses.parse("2001:db8::1").map(range::contains)).contains(false);
  }
}
