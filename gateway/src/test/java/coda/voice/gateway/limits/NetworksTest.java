package coda.voice.gateway.limits;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NetworksTest {
  @ParameterizedTest
  @CsvSource({
    "192.0.2.7, 192.0.2.7",
    "2001:db8:1:2:3:4:5:6, 2001:db8:1:2::/64",
    "2001:db8::1, 2001:db8:0:0::/64",
    "::1, 0:0:0:0::/64",
    "::ffff:192.0.2.7, 192.0.2.7",
    "not:an:address, not:an:address",
  })
  void shouldCountAnIpv6AddressByItsNetwork(String address, String network) {
    assertThat(Networks.of(address)).isEqualTo(network);
  }
}
