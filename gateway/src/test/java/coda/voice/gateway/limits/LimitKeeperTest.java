package coda.voice.gateway.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import coda.voice.conversation.Owner;
import coda.voice.gateway.access.Identity;
import coda.voice.gateway.access.Scope;
import coda.voice.gateway.access.TenantLimits;
import coda.voice.gateway.load.LoadMonitor;
import coda.voice.gateway.load.LoadRules;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class LimitKeeperTest {
  private static final String HERE = "192.0.2.1";

  private final ManualClock clock = new ManualClock();
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private Limits limits = Limits.DEFAULTS;
  private final LimitKeeper keeper =
      new LimitKeeper(
          () -> limits,
          new LoadMonitor(() -> LoadRules.DEFAULTS, meters, () -> 0, new SplittableRandom(1)),
          meters,
          clock);

  private void limits(UnaryOperator<Limits> change) {
    limits = change.apply(limits);
  }

  private static Identity user(String tenant, String name, TenantLimits granted) {
    return new Identity(new Owner(tenant, name), Set.of(Scope.TALK), Optional.empty(), granted);
  }

  private static Identity user(String tenant, String name) {
    return user(tenant, name, TenantLimits.SERVERS);
  }

  private static Limit refused(ThrowingCallable call) {
    LimitException refusal = catchThrowableOfType(LimitException.class, call);
    assertThat(refusal.retryAfterMs()).isPositive();
    return refusal.limit();
  }

  @Test
  void shouldCountMessagesOfOneUserOnAllConnectionsTogether() {
    limits(l -> l.with(l.rates().withControl(new Rate(10, 60_000))));
    List<ClientRates> connections = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      ClientRates rates = keeper.client("192.0.2." + i);
      rates.identified(Optional.of(user("acme", "ann")));
      connections.add(rates);
    }

    for (int i = 0; i < 10; i++) {
      connections.get(i % 5).control();
    }

    assertThat(connections)
        .allSatisfy(rates -> assertThat(refused(rates::control)).isEqualTo(Limit.CONTROL_MESSAGES));
    ClientRates bob = keeper.client(HERE);
    bob.identified(Optional.of(user("acme", "bob")));
    assertThatCode(bob::control).doesNotThrowAnyException();
    clock.pass(6_000);
    assertThatCode(connections.getFirst()::control).doesNotThrowAnyException();
  }

  @Test
  void shouldCountAudioOfOneUserOnAllConnectionsTogether() {
    limits(l -> l.with(l.rates().withAudio(new Rates.Audio(1, 1_000))));
    ClientRates one = keeper.client("192.0.2.1");
    ClientRates two = keeper.client("192.0.2.2");
    one.identified(Optional.of(user("acme", "ann")));
    two.identified(Optional.of(user("acme", "ann")));

    one.audio(1_000);

    assertThat(refused(() -> two.audio(20))).isEqualTo(Limit.AUDIO_SPEED);
    clock.pass(20);
    assertThatCode(() -> two.audio(20)).doesNotThrowAnyException();
  }

  @Test
  void shouldCountMessagesOfOneAddressTogetherWhoeverSendsThem() {
    limits(l -> l.with(l.rates().withControl(new Rate(10, 60_000)).with(new Rates.Users(2, 100))));
    for (int connection = 0; connection < 2; connection++) {
      ClientRates rates = keeper.client("2001:db8::" + connection);
      for (int i = 0; i < 10; i++) {
        rates.control();
      }
    }

    assertThat(refused(keeper.client("2001:db8::ffff")::control)).isEqualTo(Limit.CONTROL_MESSAGES);
    assertThatCode(keeper.client("2001:db8:0:1::1")::control).doesNotThrowAnyException();
  }

  @Test
  void shouldCountMessagesOfOneTenantTogether() {
    limits(l -> l.with(l.rates().withControl(new Rate(10, 60_000)).with(new Rates.Users(100, 2))));
    for (String name : List.of("ann", "bob")) {
      ClientRates rates = keeper.client(HERE);
      rates.identified(Optional.of(user("acme", name)));
      for (int i = 0; i < 10; i++) {
        rates.control();
      }
    }
    ClientRates third = keeper.client(HERE);
    third.identified(Optional.of(user("acme", "cid")));
    ClientRates stranger = keeper.client(HERE);
    stranger.identified(Optional.of(user("other", "cid")));

    assertThat(refused(third::control)).isEqualTo(Limit.CONTROL_MESSAGES);
    assertThatCode(stranger::control).doesNotThrowAnyException();
  }

  @Test
  void shouldHeedWhatWasGranted() {
    TenantLimits granted =
        new TenantLimits(
            OptionalInt.of(2), OptionalInt.of(1), OptionalInt.of(3), OptionalDouble.empty());
    Identity ann = user("acme", "ann", granted);
    Identity bob = user("acme", "bob", granted);
    ClientRates rates = keeper.client(HERE);
    rates.identified(Optional.of(ann));

    keeper.identified(ann);
    keeper.identified(bob);
    keeper.conversation(Optional.of(ann), HERE);
    for (int i = 0; i < 3; i++) {
      rates.control();
    }

    assertThat(refused(() -> keeper.identified(ann))).isEqualTo(Limit.CONNECTIONS_PER_TENANT);
    assertThat(refused(() -> keeper.conversation(Optional.of(bob), HERE)))
        .isEqualTo(Limit.CONVERSATIONS_PER_TENANT);
    assertThat(refused(rates::control)).isEqualTo(Limit.CONTROL_MESSAGES);
  }

  @Test
  void shouldGiveEachKindOfPlaceItsLimit() {
    limits(
        l -> l.with(new Places(2, 1, new Places.Share(3, 2, 1, 2), new Places.Share(3, 2, 1, 2))));
    Identity ann = user("acme", "ann");

    Seat seat = keeper.identified(ann);
    assertThat(refused(() -> keeper.identified(ann))).isEqualTo(Limit.CONNECTIONS_PER_USER);
    keeper.identified(user("acme", "bob"));
    assertThat(refused(() -> keeper.identified(user("acme", "cid"))))
        .isEqualTo(Limit.CONNECTIONS_PER_TENANT);
    seat.close();
    seat.close();
    assertThatCode(() -> keeper.identified(ann)).doesNotThrowAnyException();

    keeper.connection("a");
    keeper.connection("a");
    assertThat(refused(() -> keeper.connection("a"))).isEqualTo(Limit.CONNECTIONS_PER_ADDRESS);
    keeper.connection("b");
    assertThat(refused(() -> keeper.connection("c"))).isEqualTo(Limit.CONNECTIONS);

    keeper.conversation(Optional.of(ann), "a");
    assertThat(refused(() -> keeper.conversation(Optional.of(ann), "b")))
        .isEqualTo(Limit.CONVERSATIONS_PER_USER);
    keeper.conversation(Optional.empty(), "a");
    assertThat(refused(() -> keeper.conversation(Optional.empty(), "a")))
        .isEqualTo(Limit.CONVERSATIONS_PER_ADDRESS);
    keeper.conversation(Optional.empty(), "b");
    assertThat(refused(() -> keeper.conversation(Optional.empty(), "c")))
        .isEqualTo(Limit.CONVERSATIONS);

    assertThat(keeper.socket("a", true)).isPresent();
    assertThat(keeper.socket("a", true)).isEmpty();
    assertThat(keeper.socket("a", false)).isPresent();
    assertThat(keeper.socket("b", true)).isEmpty();
    assertThat(meters.get("coda.limits.hit").tag("limit", "sockets").counter().count())
        .isEqualTo(1);
    assertThat(meters.get("coda.refusals").tag("reason", "connections_per_user").counter().count())
        .isEqualTo(1);
  }

  @Test
  void shouldLimitHowOftenSomebodyComesNew() {
    limits(
        l ->
            l.with(
                l.rates()
                    .with(
                        new Rates.Arrivals(
                            Rate.perMinute(1), Rate.perMinute(1), Rate.perMinute(1)))));
    Identity ann = user("acme", "ann");

    keeper.connection(HERE).close();
    keeper.conversation(Optional.of(ann), HERE).close();
    keeper.request(HERE);

    assertThat(refused(() -> keeper.connection(HERE))).isEqualTo(Limit.CONNECTIONS_PER_MINUTE);
    assertThat(refused(() -> keeper.conversation(Optional.of(ann), "elsewhere")))
        .isEqualTo(Limit.CONVERSATIONS_PER_MINUTE);
    assertThat(refused(() -> keeper.request(HERE))).isEqualTo(Limit.REQUESTS_PER_MINUTE);
    clock.pass(60_000);
    assertThatCode(() -> keeper.connection(HERE)).doesNotThrowAnyException();
  }

  @Test
  void shouldNotLetThoseWhoDidNotSayWhoTheyAreShareOneUser() {
    limits(l -> l.with(l.rates().withControl(new Rate(1, 60_000))));

    for (int i = 0; i < 3; i++) {
      ClientRates rates = keeper.client("192.0.2." + i);
      rates.identified(Optional.of(Identity.trusted(Owner.ANYBODY)));
      assertThatCode(rates::control).doesNotThrowAnyException();
    }
  }
}
