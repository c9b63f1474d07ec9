package coda.voice.server.faults;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import coda.voice.SteadyClock;
import coda.voice.conversation.Owner;
import coda.voice.gateway.access.AccessException;
import coda.voice.gateway.access.ClientTokens;
import coda.voice.gateway.access.Identity;
import coda.voice.gateway.access.Purpose;
import coda.voice.gateway.access.Scope;
import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** The machine's clock is set, by hours: what must not care does not look at it. */
class ClockJumpTest {
  private static final Instant NOON = Instant.parse("2026-11-25T12:00:00Z");

  /**
   * Who may read the clock of the machine, and what for. Everything that waits, times out or grows
   * old goes by {@link System#nanoTime}, or a {@link SteadyClock}.
   */
  private static final Map<String, String> READERS =
      Map.ofEntries(
          Map.entry("coda.voice.SteadyClock", "reads it once"),
          Map.entry("coda.voice.client.CodaClient", "times shown in messages"),
          Map.entry("coda.voice.conversation.journal.Journals", "times shown in journals"),
          Map.entry("coda.voice.gateway.HomeLoop", "what the assistant says the time is"),
          Map.entry("coda.voice.gateway.access.AccessRules", "whether tokens are expired"),
          Map.entry("coda.voice.gateway.coda.Conversation", "times shown in messages"),
          Map.entry("coda.voice.gateway.coda.NoticeWriter", "times shown in messages"),
          Map.entry("coda.voice.gateway.coda.Outbound", "times shown in messages"),
          Map.entry("coda.voice.gateway.coda.ReplyWriter", "times shown in messages"),
          Map.entry("coda.voice.gateway.coda.Requests", "times shown in messages"),
          Map.entry("coda.voice.gateway.coda.Subscriptions", "times shown in messages"),
          Map.entry("coda.voice.gateway.coda.Visit", "times shown in messages"),
          Map.entry("coda.voice.server.AccessSetup", "whether tokens and keys are expired"),
          Map.entry("coda.voice.server.Settings", "times shown in journals"),
          Map.entry(
              "coda.voice.server.VoiceServer",
              "times shown on the board of sessions; whether the certificate is expired"),
          Map.entry("coda.voice.server.cli.ConfigOptions", "times shown of configurations"),
          Map.entry("coda.voice.server.cli.KeyCreateCommand", "until when a key is valid"),
          Map.entry("coda.voice.server.cli.KeyListCommand", "whether a key is expired"),
          Map.entry("coda.voice.server.cli.RunCommand", "whether the certificate is expired"),
          Map.entry("coda.voice.server.cli.TokenCommand", "until when a token is valid"),
          Map.entry("coda.voice.server.doctor.Doctor", "whether the certificate is expired"));

  private static final Set<String> CLOCKS =
      Set.of(
          "java.lang.System.currentTimeMillis",
          "java.time.Instant.now",
          "java.time.InstantSource.system",
          "java.time.LocalDate.now",
          "java.time.LocalDateTime.now",
          "java.time.OffsetDateTime.now",
          "java.time.ZonedDateTime.now",
          "java.time.Clock.system",
          "java.time.Clock.systemUTC",
          "java.time.Clock.systemDefaultZone");

  private final AtomicReference<Instant> wall = new AtomicReference<>(NOON);
  private final AtomicLong nanos = new AtomicLong(-5);

  @Test
  void shouldReadTheClockOfTheMachineOnlyWhereItIsShownOrWrittenOnTokens() {
    noClasses()
        .that(
            DescribedPredicate.describe(
                "have no reason to", type -> !READERS.containsKey(outermost(type))))
        .should()
        .callMethodWhere(
            DescribedPredicate.<JavaCall<?>>describe(
                "it reads the clock of the machine",
                call ->
                    CLOCKS.contains(
                        call.getTargetOwner().getFullName() + "." + call.getTarget().getName())))
        .check(
            new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("coda.voice"));
  }

  private static String outermost(JavaClass type) {
    String name = type.getFullName();
    int inner = name.indexOf('$');
    return inner < 0 ? name : name.substring(0, inner);
  }

  @Test
  void shouldGoOnAsBeforeWhenTheClockIsSet() {
    SteadyClock clock = new SteadyClock(wall::get, nanos::get);

    wall.set(NOON.plus(Duration.ofHours(5)));
    nanos.addAndGet(Duration.ofSeconds(1).toNanos());
    assertThat(clock.instant()).isEqualTo(NOON.plusSeconds(1));

    wall.set(NOON.minus(Duration.ofHours(5)));
    nanos.addAndGet(Duration.ofSeconds(1).toNanos());
    assertThat(clock.instant()).isEqualTo(NOON.plusSeconds(2));
  }

  @Test
  void shouldNotLetAnExpiredClientTokenLiveWhenTheClockIsSetBack() {
    ClientTokens tokens =
        new ClientTokens(10, Duration.ofHours(1), new SteadyClock(wall::get, nanos::get));
    Identity caller = new Identity(Owner.ANYBODY, EnumSet.of(Scope.TALK), Optional.empty());
    String token = tokens.issue(caller, Owner.ANYBODY, Duration.ofMinutes(1)).token();

    wall.set(NOON.minus(Duration.ofHours(5)));
    nanos.addAndGet(Duration.ofMinutes(1).toNanos());

    assertThatThrownBy(() -> tokens.identify(token, Purpose.CONNECTION))
        .isInstanceOf(AccessException.class);
  }
}
