package coda.voice.server.config.live;

import coda.voice.server.audit.AuditException;
import coda.voice.server.audit.AuditLog;
import coda.voice.server.config.Applies;
import coda.voice.server.config.CodaConfig;
import coda.voice.server.config.ConfigDifference;
import coda.voice.server.config.ConfigException;
import coda.voice.server.config.ConfigJson;
import coda.voice.server.config.ConfigLoader;
import coda.voice.server.config.ConfigProblem;
import coda.voice.server.config.ConfigSources;
import coda.voice.server.config.EffectiveConfig;
import coda.voice.server.config.RuntimeValue;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The configuration of a running server: what is current, how it came to be, and the only way to
 * change it. Whatever becomes current has passed all checks of a start, as a whole; what only a
 * start heeds stays as it is. Every change is recorded before it is made.
 *
 * <p>{@link #get} may be called from any thread and never blocks. What changes the configuration
 * reads files and blocks: not for event loops. Changes are made one after the other.
 */
public final class RuntimeConfig implements Supplier<CodaConfig> {
  private static final Logger LOG = LoggerFactory.getLogger(RuntimeConfig.class);

  /** So many versions can be returned to. */
  static final int REMEMBERED = 100;

  private final ConfigLoader loader;
  private final ConfigSources sources;
  private final InstantSource clock;
  private final AuditLog audit;
  private final List<ConfigCheck> checks = new CopyOnWriteArrayList<>();
  private final List<Consumer<CodaConfig>> listeners = new CopyOnWriteArrayList<>();
  private final Object changing = new Object();
  private final Deque<State> states = new ArrayDeque<>();
  private EffectiveConfig base;
  private FileContent read;
  private volatile State current;

  /** A version, and what was set while the server runs. */
  private record State(
      ConfigVersion version, EffectiveConfig effective, List<RuntimeValue> runtime) {}

  private record Plan(Cause cause, String who, String reason, List<RuntimeValue> runtime) {}

  /**
   * Reads the configuration of a server that starts.
   *
   * @param loader reads and checks
   * @param sources where from; read again when the file has changed
   * @param clock says when something was changed
   * @throws ConfigException with everything that is wrong
   */
  public RuntimeConfig(ConfigLoader loader, ConfigSources sources, InstantSource clock) {
    this.loader = loader;
    this.sources = sources;
    this.clock = clock;
    this.read = FileContent.of(ConfigLoader.file(sources));
    this.base = loader.read(sources);
    this.audit = new AuditLog(base.config().server().audit(), clock);
    ConfigVersion first =
        new ConfigVersion(1, clock.instant(), "server", Cause.START, "", List.of());
    this.current = new State(first, base, List.of());
    states.add(current);
  }

  /** What is set now. */
  @Override
  public CodaConfig get() {
    return current.effective().config();
  }

  /** What is set now, and since when. */
  public ConfigOutcome current() {
    State now = current;
    return new ConfigOutcome(true, now.version(), now.effective());
  }

  /** Where everything that administrators do is recorded. */
  public AuditLog audit() {
    return audit;
  }

  /** Where the file is that is read again when it has changed. */
  FileContent lastRead() {
    synchronized (changing) {
      return read;
    }
  }

  /** What the file holds now. */
  FileContent onDisk() {
    return FileContent.of(ConfigLoader.file(sources));
  }

  /**
   * Adds a check that whatever becomes current has to pass.
   *
   * @param check must not change anything
   */
  public void require(ConfigCheck check) {
    checks.add(check);
  }

  /**
   * Adds somebody who is told whenever the configuration has changed, on the thread that changed
   * it.
   *
   * @param listener must be quick
   */
  public void listen(Consumer<CodaConfig> listener) {
    listeners.add(listener);
  }

  /** The versions that are remembered, the latest first. */
  public List<ConfigVersion> history() {
    synchronized (changing) {
      return new ArrayList<>(states).reversed().stream().map(State::version).toList();
    }
  }

  /**
   * Changes settings.
   *
   * @param request what is wanted
   * @throws ConfigException with everything that is wrong, settings that only a start heeds among
   *     it
   * @throws ConfigVersionException when the request was made for another version
   * @throws AuditException when the change cannot be recorded
   */
  public ConfigOutcome change(ConfigRequest request) {
    synchronized (changing) {
      long now = current.version().number();
      if (request.ifVersion().isPresent() && request.ifVersion().getAsLong() != now) {
        throw ConfigVersionException.conflict(request.ifVersion().getAsLong(), now);
      }
      String origin = origin(request.who());
      Map<String, RuntimeValue> runtime = new LinkedHashMap<>();
      current.runtime().forEach(set -> runtime.put(set.key(), set));
      request
          .changes()
          .forEach(
              (key, text) ->
                  text.ifPresentOrElse(
                      value -> runtime.put(key, new RuntimeValue(key, value, origin)),
                      () -> runtime.remove(key)));
      Plan plan =
          new Plan(Cause.CHANGE, request.who(), request.reason(), List.copyOf(runtime.values()));
      State next = next(plan, base);
      refuseRestarts(next.effective(), request);
      return request.dryRun() ? outcome(false, next) : become(next);
    }
  }

  /**
   * Returns to what an earlier version held. That makes a new version.
   *
   * @param number of the version to return to
   * @param who wants it
   * @param reason why, for the history
   * @throws ConfigException when it does not pass the checks any more
   * @throws ConfigVersionException when that version is not remembered
   * @throws AuditException when the change cannot be recorded
   */
  public ConfigOutcome rollback(long number, String who, String reason) {
    synchronized (changing) {
      State wanted =
          states.stream()
              .filter(state -> state.version().number() == number)
              .findFirst()
              .orElseThrow(
                  () ->
                      ConfigVersionException.unknown(
                          number,
                          states.getFirst().version().number(),
                          current.version().number()));
      EffectiveConfig file = loader.over(base, List.of(), current.effective());
      List<RuntimeValue> runtime = file.toBecome(wanted.effective(), origin(who));
      return become(next(new Plan(Cause.ROLLBACK, who, reason, runtime), base));
    }
  }

  /**
   * Reads the sources again. What was set while the server runs still wins over them.
   *
   * @param who wants it
   * @throws ConfigException when something is wrong with them; then nothing changes
   * @throws AuditException when the change cannot be recorded
   */
  public ConfigOutcome reload(String who) {
    synchronized (changing) {
      FileContent content = onDisk();
      if (!content.exists() && read.exists()) {
        String file = ConfigLoader.file(sources).toString();
        throw new ConfigException(List.of(new ConfigProblem(file, "is not there any more", "")));
      }
      EffectiveConfig fresh = loader.read(sources);
      State next = next(new Plan(Cause.FILE, who, "", current.runtime()), fresh);
      tellHidden(base.differences(fresh), next.runtime());
      ConfigOutcome outcome = become(next);
      base = fresh;
      read = content;
      return outcome;
    }
  }

  private State next(Plan plan, EffectiveConfig sourcesHold) {
    EffectiveConfig before = current.effective();
    EffectiveConfig after = loader.over(sourcesHold, plan.runtime(), before);
    List<ConfigProblem> problems = new ArrayList<>();
    checks.forEach(check -> problems.addAll(check.problems(after.config())));
    if (!problems.isEmpty()) {
      throw new ConfigException(problems);
    }
    ConfigVersion version =
        new ConfigVersion(
            current.version().number() + 1,
            clock.instant(),
            plan.who(),
            plan.cause(),
            plan.reason(),
            before.differences(after));
    return new State(version, after, plan.runtime());
  }

  private static void refuseRestarts(EffectiveConfig after, ConfigRequest request) {
    List<ConfigProblem> refused =
        after.waiting().stream()
            .filter(value -> request.changes().containsKey(value.key()))
            .map(
                value ->
                    new ConfigProblem(
                        value.key(),
                        "is read only when the server starts; set it in the file and restart",
                        value.origin()))
            .toList();
    if (!refused.isEmpty()) {
      throw new ConfigException(refused);
    }
  }

  private ConfigOutcome become(State next) {
    ConfigVersion version = next.version();
    if (version.differences().isEmpty()) {
      // Nothing is heeded otherwise; but what is waiting, and what wins over what, may be new.
      State same = new State(current.version(), next.effective(), next.runtime());
      states.removeLast();
      states.addLast(same);
      current = same;
      return outcome(false, same);
    }
    audit.record(version.who(), "config." + version.cause().wireName(), details(version));
    states.addLast(next);
    if (states.size() > REMEMBERED) {
      states.removeFirst();
    }
    current = next;
    for (Consumer<CodaConfig> listener : listeners) {
      try {
        listener.accept(next.effective().config());
      } catch (RuntimeException e) {
        LOG.error("The configuration has changed, and somebody could not follow", e);
      }
    }
    return outcome(true, next);
  }

  private static Map<String, Object> details(ConfigVersion version) {
    Map<String, Object> details = new LinkedHashMap<>();
    details.put("version", version.number());
    details.put("reason", version.reason());
    details.put("changes", ConfigJson.differences(version.differences()));
    return details;
  }

  private static ConfigOutcome outcome(boolean applied, State state) {
    return new ConfigOutcome(applied, state.version(), state.effective());
  }

  private String origin(String who) {
    return "version " + (current.version().number() + 1) + " (" + who + ")";
  }

  private static void tellHidden(List<ConfigDifference> changed, List<RuntimeValue> runtime) {
    for (RuntimeValue set : runtime) {
      Optional<ConfigDifference> hidden =
          changed.stream()
              .filter(difference -> difference.key().equals(set.key()))
              .filter(difference -> difference.applies() != Applies.RESTART)
              .findFirst();
      hidden.ifPresent(
          difference ->
              LOG.warn(
                  "{} has changed in the file without effect: {} set it", set.key(), set.origin()));
    }
  }
}
