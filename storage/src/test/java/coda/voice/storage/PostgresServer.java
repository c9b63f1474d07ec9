package coda.voice.storage;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import io.zonky.test.db.postgres.util.LinuxUtils;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Assumptions;

/**
 * A real PostgreSQL on a free port of the loopback, from binaries that Maven brings. It refuses to
 * run as root; where the tests do, it runs in a user namespace of its own, in which it is nobody.
 */
final class PostgresServer implements AutoCloseable {
  private final Path data;
  private final int port;
  private EmbeddedPostgres server;

  PostgresServer(Path data) throws IOException {
    assumePossible();
    this.data = data;
    this.server = start(0);
    this.port = server.getPort();
  }

  private static void assumePossible() {
    boolean root = "root".equals(System.getProperty("user.name"));
    boolean possible = !root || LinuxUtils.isUnshareAvailable();
    if (!possible) {
      System.out.println(
          "PostgreSQL is not tested: it does not run as root, and unshare -U is not allowed here");
    }
    Assumptions.assumeTrue(possible, "PostgreSQL does not run as root");
  }

  private EmbeddedPostgres start(int wanted) throws IOException {
    return EmbeddedPostgres.builder()
        .setDataDirectory(data)
        .setCleanDataDirectory(false)
        .setPort(wanted)
        .setServerConfig("max_connections", "20")
        .start();
  }

  Database.PostgreSql database() {
    return new Database.PostgreSql(
        "jdbc:postgresql://localhost:" + port + "/postgres", "postgres", "");
  }

  /** Deletes all tables. */
  void clear() throws SQLException {
    try (Connection connection = server.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("DROP SCHEMA public CASCADE");
      statement.execute("CREATE SCHEMA public");
    }
  }

  /** The server ends, and its connections with it. */
  void stop() throws IOException {
    server.close();
  }

  /** It is back, with what it had. */
  void startAgain() throws IOException {
    server = start(port);
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
