package coda.voice.storage;

import coda.voice.conversation.store.StorageError;
import coda.voice.conversation.store.StorageException;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What a database says, in our words: which code, and whether trying again may help. */
final class SqlProblems {
  private static final String H2_IN_USE = "90020";
  private static final String H2_NO_SPACE = "90100";
  private static final String H2_CLOSED = "90098";
  private static final String POSTGRES_NO_SPACE = "53100";

  /** A value is missing or not allowed; other constraints are broken by somebody faster. */
  private static final Set<String> NEVER = Set.of("23502", "23514");

  /** How operating systems say it. */
  private static final List<String> NO_ROOM =
      List.of("No space left", "not enough space", "Disk quota exceeded", "File too large");

  private final Database database;

  SqlProblems(Database database) {
    this.database = database;
  }

  /**
   * In our words.
   *
   * @param failure what was thrown
   * @param doing what was tried, for operators
   */
  StorageException of(Exception failure, String doing) {
    String state = state(failure);
    String why = reason(failure);
    String message = "%s failed in %s: %s".formatted(doing, database.where(), why);
    if (state.equals(H2_IN_USE)) {
      return StorageException.lasting(
          StorageError.STORAGE_IN_USE,
          "Another process has %s open: two servers need two folders (storage.folder), or one PostgreSQL (storage.url)"
              .formatted(database.where()),
          failure);
    }
    if (state.equals(H2_NO_SPACE) || state.equals(POSTGRES_NO_SPACE) || noSpace(failure)) {
      return StorageException.passing(StorageError.STORAGE_FULL, message, failure);
    }
    if (state.startsWith("22") || NEVER.contains(state)) {
      return StorageException.lasting(StorageError.STORAGE_REFUSED, message, failure);
    }
    return StorageException.passing(StorageError.STORAGE_UNAVAILABLE, message, failure);
  }

  /** Whether the embedded database has closed itself: connections to it never work again. */
  boolean isDatabaseClosed(Exception failure) {
    return state(failure).equals(H2_CLOSED);
  }

  private static String state(Throwable failure) {
    return sql(failure).map(SQLException::getSQLState).orElse("");
  }

  /** The innermost failure of the database that has a state. */
  private static Optional<SQLException> sql(Throwable failure) {
    Optional<SQLException> found = Optional.empty();
    for (Throwable each = failure; each != null; each = each.getCause()) {
      if (each instanceof SQLException sql && sql.getSQLState() != null) {
        found = Optional.of(sql);
      }
    }
    return found;
  }

  private static boolean noSpace(Throwable failure) {
    for (Throwable each = failure; each != null; each = each.getCause()) {
      String message = String.valueOf(each.getMessage());
      if (each instanceof IOException && NO_ROOM.stream().anyMatch(message::contains)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Statements and their values are left out: values are what people said. The library puts them in
   * its own messages, and databases put them after a line break or in brackets.
   */
  private static String reason(Throwable failure) {
    return sql(failure)
        .map(
            sql ->
                sql.getSQLState().startsWith("22")
                    ? "it does not take the data, state " + sql.getSQLState()
                    : firstLine(String.valueOf(sql.getMessage())) + ", state " + sql.getSQLState())
        .orElseGet(() -> failure.getClass().getSimpleName() + " " + innermost(failure));
  }

  private static String innermost(Throwable failure) {
    Throwable last = failure;
    while (last.getCause() != null) {
      last = last.getCause();
    }
    return last == failure && !(last instanceof IOException)
        ? firstLine(String.valueOf(last.getMessage()))
        : last.getClass().getSimpleName() + ": " + firstLine(String.valueOf(last.getMessage()));
  }

  private static String firstLine(String text) {
    int end = text.indexOf('\n');
    String line = end < 0 ? text : text.substring(0, end);
    int statement = line.indexOf("; SQL statement");
    line = statement < 0 ? line : line.substring(0, statement);
    int shown = line.indexOf(" [statement:");
    return shown < 0 ? line : line.substring(0, shown);
  }
}
