package coda.voice.server.audit;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps who has changed what: one line of JSON each, in the log under {@code coda.voice.audit} and,
 * if there is one, at the end of a file. Lines are plain ASCII, so that nobody's name or reason can
 * make a second line or turn the direction of one. Any thread that may block.
 */
public final class AuditLog {
  private static final Logger LOG = LoggerFactory.getLogger("coda.voice.audit");
  private static final ObjectMapper JSON =
      JsonMapper.builder().configure(JsonGenerator.Feature.ESCAPE_NON_ASCII, true).build();

  private final Optional<Path> file;
  private final InstantSource clock;

  /**
   * A log.
   *
   * @param file gets a line for every entry; created when the first comes
   * @param clock says when
   */
  public AuditLog(Optional<Path> file, InstantSource clock) {
    this.file = file;
    this.clock = clock;
  }

  /**
   * Records something before it is done. When this returns, the line is on the disk.
   *
   * @param who does it
   * @param action what is done, as a word: {@code config.change}
   * @param details texts, numbers, yes or no, lists and maps of these; never secrets
   * @return when that was
   * @throws AuditException {@code AUDIT_IO} when it cannot be recorded; then it must not be done
   */
  public Instant record(String who, String action, Map<String, Object> details) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    String line = line(now, who, action, details);
    file.ifPresent(path -> append(path, line));
    LOG.info("{}", line);
    return now;
  }

  /**
   * Says that something was not done. Goes to the log alone, as nothing has changed.
   *
   * @param who wanted it
   * @param action what was wanted
   * @param why a stable code
   */
  public void refused(String who, String action, String why) {
    LOG.warn("{}", line(clock.instant(), who, action, Map.of("refused", why)));
  }

  private static String line(Instant when, String who, String action, Map<String, Object> details) {
    Map<String, Object> entry = new LinkedHashMap<>();
    entry.put("time", when.toString());
    entry.put("who", who);
    entry.put("action", action);
    entry.putAll(details);
    try {
      return JSON.writeValueAsString(entry);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("An audit entry holds what JSON cannot", e);
    }
  }

  private synchronized void append(Path path, String line) {
    ByteBuffer bytes = ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.US_ASCII));
    try (FileChannel channel =
        FileChannel.open(
            path, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND)) {
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    } catch (IOException e) {
      throw new AuditException(path, e);
    }
  }
}
