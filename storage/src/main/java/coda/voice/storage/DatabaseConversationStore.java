package coda.voice.storage;

import coda.voice.conversation.Owner;
import coda.voice.conversation.store.ConversationStore;
import coda.voice.conversation.store.SittingTurn;
import coda.voice.conversation.store.StorageException;
import coda.voice.conversation.store.StoredConversation;
import com.zaxxer.hikari.HikariDataSource;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.statement.SqlStatements;

/**
 * Conversations in H2 or PostgreSQL, with the same tables and the same statements in both.
 *
 * <p>Threads that use it must not be interrupted meanwhile: the embedded database would take its
 * file for broken.
 */
public final class DatabaseConversationStore implements ConversationStore {
  private final Database database;
  private final HikariDataSource pool;
  private final Jdbi jdbi;
  private final SqlProblems problems;

  private DatabaseConversationStore(
      Database database, HikariDataSource pool, StoreSettings settings) {
    this.database = database;
    this.pool = pool;
    this.problems = new SqlProblems(database);
    this.jdbi = Jdbi.create(pool);
    int seconds = (int) Math.max(1, TimeUnit.MILLISECONDS.toSeconds(settings.timeoutMs()));
    jdbi.getConfig(SqlStatements.class).setQueryTimeout(seconds);
  }

  /**
   * Opens a database and brings its tables up to date. Blocks.
   *
   * @param database which
   * @param settings how it is used
   * @throws StorageException {@code STORAGE_UNAVAILABLE}, {@code STORAGE_IN_USE} or {@code
   *     STORAGE_SCHEMA}
   */
  public static DatabaseConversationStore open(Database database, StoreSettings settings) {
    return new DatabaseConversationStore(
        database, ConnectionPool.open(database, settings), settings);
  }

  @Override
  public void write(List<SittingTurn> turns) {
    doing(
        "Storing turns",
        () -> {
          try (Handle handle = jdbi.open()) {
            handle.useTransaction(inside -> new TurnWriter(inside).write(turns));
            settle(handle);
          }
          return true;
        });
  }

  private void settle(Handle handle) {
    if (!database.afterCommit().isEmpty()) {
      handle.execute(database.afterCommit());
    }
  }

  @Override
  public Optional<StoredConversation> conversation(String id) {
    return reading(
        handle ->
            handle
                .createQuery(Rows.CONVERSATION + " WHERE c.id = :id")
                .bind("id", id)
                .map(Rows::conversation)
                .findOne());
  }

  @Override
  public List<StoredConversation> conversations(Owner owner, int skip, int most) {
    return reading(
        handle ->
            handle
                .createQuery(
                    Rows.CONVERSATION
                        + " WHERE c.tenant = :tenant AND c.user_name = :user"
                        + " ORDER BY c.changed_at DESC, c.id LIMIT :most OFFSET :skip")
                .bind("tenant", owner.tenant())
                .bind("user", owner.user())
                .bind("most", most)
                .bind("skip", skip)
                .map(Rows::conversation)
                .list());
  }

  @Override
  public List<SittingTurn> lastTurns(String id, int most) {
    return turns(id, "sitting DESC, place DESC, turn_number DESC", 0, most);
  }

  @Override
  public List<SittingTurn> turns(String id, int skip, int most) {
    return turns(id, "sitting, place, turn_number", skip, most);
  }

  private List<SittingTurn> turns(String id, String order, int skip, int most) {
    return reading(
        handle ->
            Rows.turns(
                handle
                    .createQuery(Rows.turnsBy(order))
                    .bind("id", id)
                    .bind("most", most)
                    .bind("skip", skip)
                    .map(Rows::line)
                    .list()));
  }

  @Override
  public boolean delete(Owner owner, String id) {
    return deleting("id = :id AND tenant = :tenant AND user_name = :user", 1, owner, id) > 0;
  }

  @Override
  public int deleteUser(Owner owner, int most) {
    return deleting("tenant = :tenant AND user_name = :user", most, owner, "");
  }

  @Override
  public int deleteBefore(Instant time, int most) {
    return doing(
        "Deleting old conversations",
        () -> {
          try (Handle handle = jdbi.open()) {
            int count =
                handle
                    .createUpdate(
                        "DELETE FROM conversations WHERE id IN (SELECT id FROM conversations"
                            + " WHERE changed_at < :time ORDER BY changed_at LIMIT :most)"
                            + " AND changed_at < :time")
                    .bind("time", time.atOffset(ZoneOffset.UTC))
                    .bind("most", most)
                    .execute();
            settle(handle);
            return count;
          }
        });
  }

  private int deleting(String which, int most, Owner owner, String id) {
    return doing(
        "Deleting conversations",
        () -> {
          try (Handle handle = jdbi.open()) {
            int count =
                handle
                    .createUpdate(
                        "DELETE FROM conversations WHERE id IN (SELECT id FROM conversations WHERE "
                            + which
                            + " ORDER BY id LIMIT :most)")
                    .bind("most", most)
                    .bind("tenant", owner.tenant())
                    .bind("user", owner.user())
                    .bind("id", id)
                    .execute();
            settle(handle);
            return count;
          }
        });
  }

  @Override
  public void close() {
    if (!pool.isClosed() && !database.beforeClosing().isEmpty()) {
      try (Handle handle = jdbi.open()) {
        handle.execute(database.beforeClosing());
      } catch (JdbiException e) {
        // It is gone already, which is what was wanted.
      }
    }
    pool.close();
  }

  private <T> T reading(Work<Handle, T> work) {
    return doing(
        "Reading conversations",
        () -> {
          try (Handle handle = jdbi.open()) {
            return work.on(handle);
          }
        });
  }

  private <T> T doing(String what, java.util.function.Supplier<T> work) {
    try {
      return work.get();
    } catch (JdbiException e) {
      if (problems.isDatabaseClosed(e)) {
        // The embedded database gives up its file when it cannot write to it, and every connection
        // with it. New ones open it again.
        pool.getHikariPoolMXBean().softEvictConnections();
      }
      throw problems.of(e, what);
    }
  }

  /** Something done with a connection. */
  private interface Work<H, T> {
    T on(H handle);
  }
}
