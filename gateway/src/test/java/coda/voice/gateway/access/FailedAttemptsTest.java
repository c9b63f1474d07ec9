package coda.voice.gateway.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;

/** Whoever fails too often waits. */
@Isolated("reads the log")
class FailedAttemptsTest {
  private static final Logger LOG = (Logger) LoggerFactory.getLogger(FailedAttempts.class);

  private final MovableClock clock = new MovableClock();
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final FailedAttempts failed = new FailedAttempts(3, Duration.ofMinutes(1), meters, clock);
  private final ListAppender<ILoggingEvent> log = new ListAppender<>();

  /** Knows one text; says of another that it is an API key with a wrong secret. */
  private static final class Words implements Proof {
    @Override
    public boolean reads(String text) {
      return !text.startsWith("?");
    }

    @Override
    public Identity identify(String text, Purpose purpose) {
      return switch (text) {
        case "right" ->
            new Identity(
                coda.voice.conversation.Owner.ANYBODY, EnumSet.of(Scope.TALK), Optional.empty());
        case "key" -> throw AccessException.refused(Refusal.API_KEY, "abcdefghij");
        case "later" -> throw AccessException.refused(Refusal.KEYS_UNAVAILABLE);
        default -> throw AccessException.refused(Refusal.SIGNATURE);
      };
    }
  }

  private final Gatekeeper gatekeeper = new Gatekeeper(List.of(new Words()), failed, Runnable::run);

  @BeforeEach
  void listen() {
    log.start();
    LOG.addAppender(log);
  }

  @AfterEach
  void stopListening() {
    LOG.detachAppender(log);
  }

  private String outcome(String text, String address) {
    try {
      gatekeeper
          .identify(new Credential.Bearer(text), address, Purpose.CONNECTION)
          .toCompletableFuture()
          .join();
      return "in";
    } catch (CompletionException e) {
      return ((AccessException) e.getCause()).code();
    }
  }

  @Test
  void shouldLetAnAddressWaitThatFailsTooOftenAndNoOther() {
    for (int i = 0; i < 3; i++) {
      assertThat(outcome("wrong", "10.0.0.1")).isEqualTo("AUTH_FAILED");
    }

    assertThat(outcome("right", "10.0.0.1")).isEqualTo("AUTH_TOO_OFTEN");
    assertThat(outcome("right", "10.0.0.2")).isEqualTo("in");
    clock.advance(Duration.ofSeconds(20));
    assertThat(outcome("right", "10.0.0.1")).isEqualTo("in");
    assertThat(meters.counter("coda.auth.failures", "reason", "signature").count()).isEqualTo(3);
    assertThat(meters.counter("coda.auth.failures", "reason", "too_often").count()).isEqualTo(1);
  }

  @Test
  void shouldSayWhenItIsWorthTryingAgain() {
    for (int i = 0; i < 3; i++) {
      outcome("wrong", "10.0.0.1");
    }

    AccessException e = catchThrowableOfType(AccessException.class, () -> failed.check("10.0.0.1"));

    assertThat(e.error()).isEqualTo(AccessError.AUTH_TOO_OFTEN);
    assertThat(e.retryAfterMs()).hasValue(20_000);
  }

  @Test
  void shouldNotCountSuccessNorWhatTheServerCouldNotTell() {
    for (int i = 0; i < 10; i++) {
      assertThat(outcome("right", "10.0.0.1")).isEqualTo("in");
      assertThat(outcome("later", "10.0.0.1")).isEqualTo("AUTH_UNAVAILABLE");
    }
  }

  @Test
  void shouldAnswerAKeyThatIsTriedFromEverywhereWithAPauseButNotLockItsOwnerOut() {
    for (int i = 0; i < 3; i++) {
      assertThat(outcome("key", "10.0.0." + i)).isEqualTo("AUTH_FAILED");
    }

    assertThat(outcome("key", "10.0.1.1")).isEqualTo("AUTH_TOO_OFTEN");
    assertThat(outcome("right", "10.0.1.2")).isEqualTo("in");
  }

  @ParameterizedTest
  @CsvSource({
    "10.1.2.3,                  10.1.2.3",
    "2001:db8:1:2:3:4:5:6,      2001:db8:1:2",
    "2001:db8:1:2::1,           2001:db8:1:2",
    "2001:db8:1:2:3::1,         2001:db8:1:2",
    "::1,                       ::1",
    "fe80::1%eth0,              fe80::1%eth0",
  })
  void shouldCountANetworkOfIpv6AsOne(String address, String network) {
    assertThat(FailedAttempts.network(address)).isEqualTo(network);
  }

  @Test
  void shouldLogAddressAndReasonAndNothingOfWhatWasPresented() {
    outcome("my secret token", "10.0.0.1");
    outcome("?another secret", "10.0.0.1");

    assertThat(log.list)
        .extracting(ILoggingEvent::getFormattedMessage)
        .hasSize(2)
        .allMatch(line -> line.contains("10.0.0.1") && line.contains("AUTH_FAILED"))
        .noneMatch(line -> line.contains("secret"));
    assertThat(log.list.getFirst().getFormattedMessage()).contains("its signature is wrong");
  }

  @Test
  void shouldNotFloodTheLogAndSayWhatIsMissing() {
    for (int i = 0; i < 100; i++) {
      outcome("wrong", "10.0.0." + i);
    }
    assertThat(log.list).hasSize(20);

    clock.advance(Duration.ofSeconds(10));
    outcome("wrong", "10.0.2.1");

    assertThat(log.list).hasSize(22);
    assertThat(log.list.get(20).getFormattedMessage()).startsWith("80 more failed attempts");
  }
}
