package coda.voice.storage;

import coda.voice.conversation.store.StorageError;
import coda.voice.conversation.store.StorageException;
import com.zaxxer.hikari.HikariConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/** Which database conversations are kept in. */
public sealed interface Database {
  /** Where it is, for operators, without user and password. */
  String where();

  /**
   * Sets up connections to it.
   *
   * @param pool to be set up
   * @param timeoutMs after which a connection that does not answer is given up
   * @throws StorageException when it cannot even be tried
   */
  void configure(HikariConfig pool, int timeoutMs);

  /** What makes the disk keep what was committed; empty where the database does so by itself. */
  default String afterCommit() {
    return "";
  }

  /** What is to be done at the end; empty for nothing. */
  default String beforeClosing() {
    return "";
  }

  /**
   * An H2 database in a file of a folder, for one process at a time.
   *
   * @param folder where; created for its owner alone when it is not there
   */
  record File(Path folder) implements Database {
    /** The file's name, without the ending that H2 gives it. */
    static final String NAME = "conversations";

    private static final Set<Character> NOT_IN_URLS = Set.of(';', '\n', '\r');

    @Override
    public String where() {
      return "the file " + folder.resolve(NAME + ".mv.db");
    }

    /**
     * A commit is written to the file before it returns (WRITE_DELAY=0), and {@link #afterCommit}
     * brings it to the disk: H2 by itself writes up to half a second later, which a process that is
     * killed meanwhile would lose.
     */
    @Override
    public void configure(HikariConfig pool, int timeoutMs) {
      Path absolute = folder.toAbsolutePath().normalize();
      if (absolute.toString().chars().anyMatch(c -> NOT_IN_URLS.contains((char) c))) {
        throw StorageException.lasting(
            StorageError.STORAGE_UNAVAILABLE,
            "storage.folder must not contain a semicolon or a line break: " + absolute,
            new IllegalArgumentException("folder"));
      }
      create(absolute);
      pool.setJdbcUrl(
          "jdbc:h2:file:"
              + absolute.resolve(NAME)
              + ";WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE;LOCK_TIMEOUT="
              + timeoutMs);
      pool.setUsername("sa");
      pool.setPassword("");
    }

    private static void create(Path folder) {
      try {
        if (Files.isDirectory(folder)) {
          return;
        }
        if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
          Files.createDirectories(
              folder,
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        } else {
          Files.createDirectories(folder);
        }
      } catch (IOException e) {
        throw StorageException.lasting(
            StorageError.STORAGE_UNAVAILABLE,
            "The folder %s for conversations (storage.folder) cannot be made: %s"
                .formatted(folder, e),
            e);
      }
    }

    @Override
    public String afterCommit() {
      return "CHECKPOINT SYNC";
    }
  }

  /**
   * An H2 database that ends with the process.
   *
   * @param name tells it from others of the same process
   */
  record Memory(String name) implements Database {
    /** A new one. */
    public static Memory fresh() {
      return new Memory("coda-" + UUID.randomUUID());
    }

    @Override
    public String where() {
      return "memory";
    }

    @Override
    public void configure(HikariConfig pool, int timeoutMs) {
      pool.setJdbcUrl("jdbc:h2:mem:" + name + ";DB_CLOSE_DELAY=-1;DB_CLOSE_ON_EXIT=FALSE");
      pool.setUsername("sa");
      pool.setPassword("");
    }

    @Override
    public String beforeClosing() {
      return "SHUTDOWN";
    }
  }

  /**
   * PostgreSQL.
   *
   * @param url {@code jdbc:postgresql://HOST:PORT/DATABASE}
   * @param user who
   * @param password of the user; never shown
   */
  record PostgreSql(String url, String user, String password) implements Database {
    @Override
    public String where() {
      int options = url.indexOf('?');
      return options < 0 ? url : url.substring(0, options);
    }

    @Override
    public void configure(HikariConfig pool, int timeoutMs) {
      int seconds = Math.toIntExact(Math.max(1, TimeUnit.MILLISECONDS.toSeconds(timeoutMs)));
      pool.setJdbcUrl(url);
      if (!user.isEmpty()) {
        pool.setUsername(user);
        pool.setPassword(password);
      }
      pool.addDataSourceProperty("connectTimeout", seconds);
      pool.addDataSourceProperty("socketTimeout", seconds);
      pool.addDataSourceProperty("tcpKeepAlive", true);
      pool.addDataSourceProperty("ApplicationName", "coda-voice");
    }

    @Override
    public String toString() {
      return "PostgreSql[" + where() + "]";
    }
  }
}
