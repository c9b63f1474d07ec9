package coda.voice.server;

import coda.voice.SteadyClock;
import coda.voice.conversation.store.ConversationKeeper;
import coda.voice.conversation.store.StorageException;
import coda.voice.server.config.StorageConfig;
import coda.voice.storage.Database;
import coda.voice.storage.DatabaseConversationStore;
import coda.voice.storage.KeeperSettings;
import coda.voice.storage.Retention;
import coda.voice.storage.StoreKeeper;
import coda.voice.storage.StoreSettings;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Where the conversations of a server are kept, if anywhere, and for how long. */
public final class Storage implements AutoCloseable {
  private static final int SLOW_MS = 2_000;
  private static final int RETRY_MS = 100;
  private static final int LONGEST_RETRY_MS = 5_000;
  private static final int CLOSE_MS = 5_000;

  private final Optional<StoreKeeper> keeper;
  private final Optional<Retention> retention;

  private Storage(Optional<StoreKeeper> keeper, Optional<Retention> retention) {
    this.keeper = keeper;
    this.retention = retention;
  }

  /**
   * Opens the database. Blocks.
   *
   * @param config which, how
   * @param meters where it is counted
   * @throws StorageException when it cannot be opened; then nothing is left open
   */
  static Storage open(StorageConfig config, MeterRegistry meters) {
    if (!config.enabled()) {
      return new Storage(Optional.empty(), Optional.empty());
    }
    DatabaseConversationStore store = database(config);
    StoreKeeper keeper =
        StoreKeeper.start(
            store,
            new KeeperSettings(
                config.waitingTurns(),
                config.loadMs(),
                SLOW_MS,
                RETRY_MS,
                LONGEST_RETRY_MS,
                CLOSE_MS),
            meters);
    Optional<Retention> retention =
        config.retentionDays() == 0
            ? Optional.empty()
            : Optional.of(
                Retention.start(
                    store,
                    Duration.ofDays(config.retentionDays()),
                    Retention.EVERY,
                    // A clock that is set a year ahead by mistake must not delete everything.
                    SteadyClock.started(),
                    meters));
    return new Storage(Optional.of(keeper), retention);
  }

  /**
   * The database alone, for commands. Blocks.
   *
   * @param config which
   * @throws StorageException when it cannot be opened
   */
  public static DatabaseConversationStore database(StorageConfig config) {
    Database database =
        switch (config.url()) {
          case "" -> new Database.File(Path.of(config.folder()));
          case "memory" -> Database.Memory.fresh();
          default ->
              new Database.PostgreSql(config.url(), config.user(), config.password().reveal());
        };
    return DatabaseConversationStore.open(
        database, new StoreSettings(config.connections(), config.timeoutMs()));
  }

  /** Stores, or says that nothing is stored. */
  ConversationKeeper keeper() {
    return keeper.<ConversationKeeper>map(k -> k).orElse(ConversationKeeper.OFF);
  }

  /** Stores what still waits, for a bounded time, and closes the database. Idempotent. Blocks. */
  @Override
  public void close() {
    retention.ifPresent(Retention::close);
    keeper.ifPresent(StoreKeeper::close);
  }
}
