package coda.voice.engines.kyutai.moshi;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.Test;

/** What a server may be asked for after trouble. */
class MoshiServerTest {
  private static final long MS = 1_000_000;

  private final MoshiServer server =
      new MoshiServer(new MoshiAddress(URI.create("ws://localhost:1/api/chat")), 2);

  @Test
  void shouldLendAsManyPlacesAsItHas() {
    MoshiServer.Lease first = server.lease(0, false);
    MoshiServer.Lease second = server.lease(0, false);

    assertThat(first).isNotNull();
    assertThat(second).isNotNull();
    assertThat(server.lease(0, false)).isNull();
    first.close();
    first.close();
    assertThat(server.inUse()).isEqualTo(1);
    assertThat(server.lease(0, false)).isNotNull();
  }

  @Test
  void shouldRestLongerAfterEveryFailure() {
    long now = 0;
    long last = 0;
    for (int i = 0; i < 12; i++) {
      server.failed("no", now);
      long rest = 0;
      while (!server.offered(now + rest, true)) {
        rest += 100 * MS;
      }
      assertThat(rest).isGreaterThanOrEqualTo(last).isLessThanOrEqualTo(30_000 * MS);
      last = rest;
      now += rest;
    }
    assertThat(last).isEqualTo(30_000 * MS);
    server.works(now);
    server.failed("no", now);
    assertThat(server.offered(now + 500 * MS, false)).isTrue();
  }

  @Test
  void shouldLetOneTryAtATimeAfterAFailure() {
    server.failed("no", 0);
    assertThat(server.lease(499 * MS, false)).isNull();
    MoshiServer.Lease trial = server.lease(500 * MS, false);

    assertThat(trial).isNotNull();
    assertThat(server.lease(500 * MS, false)).isNull();
    server.works(510 * MS);
    assertThat(server.lease(510 * MS, false)).isNotNull();
  }

  @Test
  void shouldTryAgainSoonWhenItAnswersAPlainRequest() {
    server.failed("no", 0);
    server.alive(10 * MS);

    assertThat(server.offered(10 * MS, false)).isTrue();
  }

  @Test
  void shouldBeTheLastChoiceWhenAnotherClientHasIt() {
    server.taken(0);

    assertThat(server.offered(0, false)).isFalse();
    assertThat(server.offered(0, true)).isTrue();
    assertThat(server.evidence()).isEqualTo(MoshiServer.Evidence.TAKEN);
  }
}
