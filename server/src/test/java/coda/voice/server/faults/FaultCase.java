package coda.voice.server.faults;

import static coda.voice.engine.EngineError.ENGINE_FAILED;
import static coda.voice.engine.EngineError.ENGINE_LOST;
import static coda.voice.engine.EngineError.ENGINE_PROTOCOL;
import static coda.voice.engine.EngineError.ENGINE_TIMEOUT;
import static coda.voice.engine.EngineError.ENGINE_UNAVAILABLE;

import coda.voice.engine.EngineError;
import coda.voice.server.faults.Caller.Experience;
import coda.voice.server.faults.Caller.Kind;
import coda.voice.testkit.net.CuttingProxy;
import coda.voice.testkit.net.Fault;
import coda.voice.testkit.net.Fault.Direction;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * One thing that happens to one server behind ours, and what the user may experience of it.
 *
 * @param upstream whose connection
 * @param harm what happens to it
 * @param stage when
 */
record FaultCase(Upstream upstream, Harm harm, Stage stage) {
  private static final int LATE_MS = 300;

  /** Bytes of a head of HTTP that make it unreadable. */
  private static final int HEAD = 64;

  /** Whose connection. */
  enum Upstream {
    RECOGNISER(700, 64),
    MODEL(320, 64),
    VOICE(30_000, 12_000);

    /** So many bytes into its answer it is in the middle of it. */
    private final int middle;

    /** So many bytes in a row hold a boundary between its messages. */
    private final int message;

    Upstream(int middle, int message) {
      this.middle = middle;
      this.message = message;
    }

    CuttingProxy proxy(Upstreams upstreams) {
      return switch (this) {
        case RECOGNISER -> upstreams.recogniser();
        case MODEL -> upstreams.model();
        case VOICE -> upstreams.voice();
      };
    }
  }

  /** What. */
  enum Harm {
    KILLED,
    STALLED,
    SLOWED,
    CORRUPTED
  }

  /** When. */
  enum Stage {
    BEFORE("before it was asked"),
    FIRST_BYTE("at the first byte of its answer"),
    MIDDLE("in the middle of its answer");

    private final String words;

    Stage(String words) {
      this.words = words;
    }
  }

  /** Whether nobody is even let in, so that there is no connection to harm. */
  boolean refused() {
    return harm == Harm.KILLED && stage == Stage.BEFORE;
  }

  /** What the proxy does to the connection. */
  Fault[] faults() {
    int at = stage == Stage.MIDDLE ? upstream.middle : 0;
    Direction direction = stage == Stage.BEFORE ? Direction.UP : Direction.DOWN;
    return switch (harm) {
      case KILLED -> new Fault[] {Fault.cut(direction, at)};
      case STALLED -> new Fault[] {Fault.stall(direction, at)};
      case SLOWED -> new Fault[] {Fault.delay(direction, at, LATE_MS)};
      case CORRUPTED ->
          IntStream.range(at, at + (stage == Stage.MIDDLE ? upstream.message : HEAD))
              .mapToObj(each -> Fault.corrupt(direction, each))
              .toArray(Fault[]::new);
    };
  }

  /** How the turn ends for its user. */
  Kind kind() {
    if (harm == Harm.SLOWED) {
      return Kind.ANSWER;
    }
    return upstream == Upstream.RECOGNISER ? Kind.NOT_UNDERSTOOD : Kind.APOLOGY;
  }

  /** With what codes: which of several depends on who notices first. */
  Set<EngineError> codes() {
    return switch (harm) {
      case SLOWED -> EnumSet.noneOf(EngineError.class);
      case STALLED -> EnumSet.of(ENGINE_TIMEOUT);
      case KILLED, CORRUPTED -> {
        if (upstream == Upstream.MODEL) {
          boolean silent =
              stage == Stage.BEFORE || (harm == Harm.KILLED && stage == Stage.FIRST_BYTE);
          yield silent ? EnumSet.of(ENGINE_UNAVAILABLE) : EnumSet.of(ENGINE_FAILED);
        }
        if (stage != Stage.MIDDLE) {
          yield EnumSet.of(ENGINE_UNAVAILABLE);
        }
        yield harm == Harm.KILLED
            ? EnumSet.of(ENGINE_LOST)
            : EnumSet.of(ENGINE_LOST, ENGINE_PROTOCOL);
      }
    };
  }

  /** Whether that is what was experienced. */
  boolean fits(Experience experience) {
    Set<String> allowed =
        codes().stream().map(EngineError::code).collect(Collectors.toUnmodifiableSet());
    return experience.kind() == kind()
        && allowed.containsAll(experience.codes())
        && experience.codes().isEmpty() == allowed.isEmpty();
  }

  /** A row of the table in docs/faults.md. */
  String row() {
    String told =
        codes().stream()
            .map(code -> "`" + code.code() + "`")
            .sorted()
            .collect(Collectors.joining(" or "));
    String experience =
        switch (kind()) {
          case ANSWER -> "the whole answer, later";
          case APOLOGY -> told + ", and an apology aloud";
          case NOT_UNDERSTOOD -> told + " in writing; the turn is over, nothing is said";
        };
    return "| %s | %s | %s | %s |"
        .formatted(
            upstream.name().toLowerCase(Locale.ROOT),
            harm.name().toLowerCase(Locale.ROOT),
            stage.words,
            experience);
  }
}
