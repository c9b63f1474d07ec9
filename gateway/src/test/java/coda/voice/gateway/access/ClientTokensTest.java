package coda.voice.gateway.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import coda.voice.conversation.Owner;
import coda.voice.gateway.GatewayException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ClientTokensTest {
  private static final Owner SHOP = new Owner("acme", "shop");
  private static final Owner ANNA = new Owner("acme", "anna");
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final MovableClock clock = new MovableClock();
  private final ClientTokens tokens = new ClientTokens(20, Duration.ofHours(1), clock);

  private static Identity caller(Scope first, Scope... rest) {
    return new Identity(SHOP, EnumSet.of(first, rest), Optional.empty());
  }

  private Optional<Refusal> refusal(String token, Purpose purpose) {
    return catchThrowableOfType(AccessException.class, () -> tokens.identify(token, purpose))
        .refusal();
  }

  @Test
  void shouldOpenOneConnectionAndGrantNothingButTalking() {
    ClientTokens.Issued issued =
        tokens.issue(caller(Scope.TALK, Scope.ADMIN, Scope.MONITOR), ANNA, MINUTE);

    assertThat(tokens.reads(issued.token())).isTrue();
    assertThat(tokens.identify(issued.token(), Purpose.CONNECTION))
        .isEqualTo(
            new Identity(
                ANNA,
                EnumSet.of(Scope.TALK),
                Optional.of(MovableClock.START.plus(Duration.ofHours(1)))));
    assertThat(refusal(issued.token(), Purpose.CONNECTION)).contains(Refusal.CLIENT_TOKEN);
    assertThat(issued.toString()).doesNotContain(issued.token());
  }

  @Test
  void shouldNotBeUsableForAnythingElse() {
    String token = tokens.issue(caller(Scope.TALK), SHOP, MINUTE).token();

    assertThat(refusal(token, Purpose.REQUEST)).contains(Refusal.CONNECTIONS_ONLY);
    assertThat(tokens.identify(token, Purpose.CONNECTION).owner()).isEqualTo(SHOP);
  }

  @Test
  void shouldBeTooLateAfterItsTime() {
    String token = tokens.issue(caller(Scope.TALK), SHOP, MINUTE).token();
    clock.advance(MINUTE);

    assertThat(refusal(token, Purpose.CONNECTION)).contains(Refusal.CLIENT_TOKEN);
  }

  @Test
  void shouldNotOutliveWhoeverAskedForIt() {
    Identity brief =
        new Identity(SHOP, EnumSet.of(Scope.TALK), Optional.of(MovableClock.START.plusSeconds(30)));

    ClientTokens.Issued issued = tokens.issue(brief, SHOP, MINUTE);

    assertThat(issued.until()).isEqualTo(MovableClock.START.plusSeconds(30));
    assertThat(tokens.identify(issued.token(), Purpose.CONNECTION).expires())
        .contains(MovableClock.START.plusSeconds(30));
  }

  @Test
  void shouldBeForOthersOnlyWhereTheCallerAdministers() {
    assertThatThrownBy(() -> tokens.issue(caller(Scope.TALK), ANNA, MINUTE))
        .isInstanceOf(AccessException.class)
        .hasMessageContaining("admin");
    assertThatThrownBy(() -> tokens.issue(caller(Scope.ADMIN), SHOP, MINUTE))
        .isInstanceOf(AccessException.class)
        .hasMessageContaining("talk");
  }

  @Test
  void shouldNotKeepAnyNumberOfThem() {
    tokens.issue(caller(Scope.TALK), SHOP, MINUTE);
    String second = tokens.issue(caller(Scope.TALK), SHOP, MINUTE).token();

    assertThatThrownBy(() -> tokens.issue(caller(Scope.TALK), SHOP, MINUTE))
        .isInstanceOf(GatewayException.class)
        .hasMessageContaining("Too many");
    tokens.identify(second, Purpose.CONNECTION);
    tokens.issue(caller(Scope.TALK), SHOP, MINUTE);
    clock.advance(MINUTE);
    assertThat(tokens.issue(caller(Scope.TALK), SHOP, MINUTE)).isNotNull();
  }
}
