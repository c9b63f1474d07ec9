package coda.voice.storage;

import coda.voice.conversation.store.StorageError;
import coda.voice.conversation.store.StorageException;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/** Opens connections to a database and brings its tables up to date. */
final class ConnectionPool {
  private static final String SCHEMA = "classpath:coda/voice/storage/schema";

  private ConnectionPool() {}

  /**
   * Connections to a database with the tables of this version. Blocks.
   *
   * @param database which
   * @param settings how many, how long
   * @throws StorageException {@code STORAGE_UNAVAILABLE}, {@code STORAGE_IN_USE} or {@code
   *     STORAGE_SCHEMA}
   */
  static HikariDataSource open(Database database, StoreSettings settings) {
    SqlProblems problems = new SqlProblems(database);
    HikariConfig config = new HikariConfig();
    config.setPoolName("storage");
    config.setMaximumPoolSize(settings.connections());
    config.setMinimumIdle(1);
    config.setConnectionTimeout(Math.max(250, settings.timeoutMs()));
    config.setValidationTimeout(Math.max(250, settings.timeoutMs() / 2));
    config.setInitializationFailTimeout(1);
    database.configure(config, settings.timeoutMs());
    HikariDataSource pool;
    try {
      pool = new HikariDataSource(config);
    } catch (HikariPool.PoolInitializationException e) {
      throw problems.of(e, "Opening storage");
    } catch (RuntimeException e) {
      throw StorageException.lasting(
          StorageError.STORAGE_UNAVAILABLE,
          "storage.url is not understood: " + database.where() + ": " + e.getMessage(),
          e);
    }
    boolean ready = false;
    try {
      migrate(pool, database);
      ready = true;
      return pool;
    } finally {
      if (!ready) {
        pool.close();
      }
    }
  }

  private static void migrate(HikariDataSource pool, Database database) {
    try {
      Flyway.configure(ConnectionPool.class.getClassLoader())
          .dataSource(pool)
          .locations(SCHEMA)
          .table("coda_schema_history")
          .baselineOnMigrate(false)
          .load()
          .migrate();
    } catch (FlywayException e) {
      throw StorageException.lasting(
          StorageError.STORAGE_SCHEMA,
          "The tables in %s cannot be brought up to date: %s"
              .formatted(database.where(), e.getMessage()),
          e);
    }
  }
}
