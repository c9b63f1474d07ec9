package coda.voice.server.doctor;

import coda.voice.gateway.access.Loopback;
import coda.voice.server.config.CodaConfig;
import coda.voice.server.config.JournalContent;
import coda.voice.server.config.LogFormat;
import coda.voice.server.config.SecurityConfig;
import coda.voice.server.config.ServerConfig;
import coda.voice.server.config.StorageConfig;
import coda.voice.server.tls.TlsFiles;
import com.sun.management.UnixOperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The checklist of {@code docs/DEPLOYMENT.md}: what a server that others reach must have, and what
 * it should have.
 */
final class ProductionChecks {
  private static final String AREA = "production";

  /** Files that a connection may need: its socket, and what it causes. */
  private static final int FILES_PER_CONNECTION = 2;

  /** Files of the virtual machine, the libraries and the database. */
  private static final int FILES_OF_ITS_OWN = 512;

  /** Below that a folder for conversations is about to be full. */
  private static final long ROOM_BYTES = 1L << 30;

  private static final Set<PosixFilePermission> OF_OTHERS =
      Set.of(PosixFilePermission.OTHERS_READ, PosixFilePermission.OTHERS_WRITE);

  private ProductionChecks() {}

  static List<Finding> findings(CodaConfig config) {
    return findings(config, System.getProperty("user.name", ""), mostFiles());
  }

  static List<Finding> findings(CodaConfig config, String account, OptionalLong mostFiles) {
    List<Finding> findings = new ArrayList<>();
    SecurityConfig security = config.security();
    boolean loopback = Loopback.is(config.server().host().strip());
    findings.add(authentication(security, loopback));
    findings.add(encryption(config.server(), loopback));
    TlsFiles.of(config.server().tls())
        .map(TlsFiles::secretFile)
        .map(file -> secretFile("certificate's key", file))
        .ifPresent(findings::add);
    findings.add(proxies(security, loopback));
    findings.add(sites(security));
    keyFiles(security).forEach(file -> findings.add(keyFile(file)));
    findings.add(storage(config.storage()));
    if (config.storage().enabled()) {
      findings.add(retention(config.storage()));
      if (config.storage().url().isEmpty()) {
        findings.add(room(Path.of(config.storage().folder())));
      }
    }
    findings.add(journals(config.conversation().journal()));
    findings.add(log(config.logging().format()));
    findings.add(drain(config.server().drainMs()));
    findings.add(files(config.server().limits().connections(), mostFiles));
    findings.add(account(account));
    return findings;
  }

  private static Finding authentication(SecurityConfig security, boolean loopback) {
    String name = "authentication";
    if (security.authenticated()) {
      return Finding.ok(AREA, name, "everybody must prove who they are");
    }
    String how = "set security.key_file or security.tokens (docs/authentication.md)";
    return loopback
        ? Finding.failed(
            AREA, name, "off: whoever reaches the proxy in front may do everything; " + how)
        : Finding.failed(AREA, name, "off, and others reach the server; " + how);
  }

  private static Finding encryption(ServerConfig server, boolean loopback) {
    String name = "encryption";
    if (server.tls().enabled()) {
      return Finding.ok(AREA, name, "the server itself speaks TLS, and nothing else");
    }
    return loopback
        ? Finding.ok(AREA, name, "only this machine reaches the server: a proxy speaks TLS for it")
        : Finding.warning(
            AREA,
            name,
            "the server itself speaks no TLS and listens on "
                + server.host()
                + ": set server.tls, or set server.host to 127.0.0.1 and put a proxy in front, or"
                + " make sure that nothing else can reach that address");
  }

  private static Finding proxies(SecurityConfig security, boolean loopback) {
    String name = "proxy";
    if (!security.trustedProxies().isEmpty()) {
      return Finding.ok(AREA, name, "believed: " + String.join(", ", security.trustedProxies()));
    }
    return loopback
        ? Finding.warning(
            AREA,
            name,
            "security.trusted_proxies is empty: all clients of the proxy share the limits of its"
                + " one address")
        : Finding.ok(AREA, name, "none is believed: addresses are those of the sockets");
  }

  private static Finding sites(SecurityConfig security) {
    String name = "web sites";
    return security.origins().contains("*")
        ? Finding.warning(
            AREA, name, "security.origins is *: any page in a browser may use a user's connection")
        : Finding.ok(
            AREA,
            name,
            security.origins().isEmpty()
                ? "only pages of the server's own host"
                : "its own host and " + String.join(", ", security.origins()));
  }

  private static List<Path> keyFiles(SecurityConfig security) {
    return Stream.concat(security.keys().stream(), security.tokens().files().stream()).toList();
  }

  private static Finding keyFile(Path file) {
    return secretFile("key file", file);
  }

  private static Finding secretFile(String name, Path file) {
    if (!Files.isReadable(file)) {
      return Finding.failed(AREA, name, file + " cannot be read");
    }
    try {
      Set<PosixFilePermission> held = Files.getPosixFilePermissions(file);
      return held.stream().anyMatch(OF_OTHERS::contains)
          ? Finding.warning(
              AREA, name, file + " is open to every account of this machine: chmod 640 " + file)
          : Finding.ok(AREA, name, file + " is closed to other accounts");
    } catch (IOException | UnsupportedOperationException e) {
      return Finding.missing(AREA, name, "who may read " + file + " cannot be told here");
    }
  }

  private static Finding storage(StorageConfig storage) {
    String name = "storage";
    if (!storage.enabled()) {
      return Finding.warning(AREA, name, "off: conversations are gone when they end");
    }
    return switch (storage.url()) {
      case "memory" ->
          Finding.failed(AREA, name, "in memory: conversations are gone when the server ends");
      case "" ->
          Finding.ok(
              AREA,
              name,
              "a file in "
                  + storage.folder()
                  + "; one server only, back it up while it is stopped");
      default -> Finding.ok(AREA, name, "PostgreSQL");
    };
  }

  private static Finding retention(StorageConfig storage) {
    String name = "retention";
    return storage.retentionDays() == 0
        ? Finding.warning(
            AREA, name, "storage.retention_days is 0: conversations are never deleted")
        : Finding.ok(AREA, name, "deleted after " + storage.retentionDays() + " days");
  }

  private static Finding room(Path folder) {
    String name = "room";
    Path there = folder.toAbsolutePath();
    while (!Files.exists(there) && there.getParent() != null) {
      there = there.getParent();
    }
    try {
      long free = Files.getFileStore(there).getUsableSpace();
      String words = "%.1f GB free for %s".formatted(free / 1e9, folder);
      if (!Files.isWritable(there)) {
        return Finding.failed(AREA, name, there + " cannot be written");
      }
      return free < ROOM_BYTES ? Finding.warning(AREA, name, words) : Finding.ok(AREA, name, words);
    } catch (IOException e) {
      return Finding.warning(AREA, name, "cannot be told for " + folder + ": " + e.getMessage());
    }
  }

  private static Finding journals(JournalContent journal) {
    String name = "journals";
    return journal == JournalContent.OFF
        ? Finding.ok(AREA, name, "off")
        : Finding.warning(
            AREA,
            name,
            "on: what users say lies in files that retention and deletion do not reach; set"
                + " conversation.journal: off");
  }

  private static Finding log(LogFormat format) {
    String name = "log";
    return format == LogFormat.JSON
        ? Finding.ok(AREA, name, "JSON")
        : Finding.warning(AREA, name, "text; programs read logging.format: json better");
  }

  private static Finding drain(int drainMs) {
    String name = "drain";
    String words = "running replies have " + drainMs + " ms to finish when the server stops";
    return drainMs < 1_000
        ? Finding.warning(AREA, name, words + "; set server.drain_ms")
        : Finding.ok(AREA, name, words + "; whoever stops it must wait longer than that");
  }

  private static Finding files(int connections, OptionalLong most) {
    String name = "open files";
    long needed = (long) FILES_PER_CONNECTION * connections + FILES_OF_ITS_OWN;
    if (most.isEmpty()) {
      return Finding.missing(AREA, name, "how many are allowed cannot be told here");
    }
    String words =
        "%d allowed, %d connections need %d".formatted(most.getAsLong(), connections, needed);
    return most.getAsLong() < needed
        ? Finding.failed(AREA, name, words + ": raise LimitNOFILE or ulimit -n")
        : Finding.ok(AREA, name, words);
  }

  private static Finding account(String account) {
    String name = "account";
    return account.equals("root")
        ? Finding.warning(AREA, name, "root: give the server an account of its own")
        : Finding.ok(AREA, name, account);
  }

  private static OptionalLong mostFiles() {
    return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
        ? OptionalLong.of(unix.getMaxFileDescriptorCount())
        : OptionalLong.empty();
  }
}
