package coda.voice.server.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/**
 * What this build is, written into the jar by Maven.
 *
 * @param version of the project
 * @param commit abbreviated git commit, {@code unknown} when built outside a checkout or without
 *     {@code ./coda}
 * @param changed whether files differed from that commit
 * @param time when it was built, ISO 8601 in UTC
 */
public record BuildInfo(String version, String commit, boolean changed, String time) {

  /** Of the jar this class comes from. */
  public static BuildInfo read() {
    Properties properties = new Properties();
    try (InputStream in = BuildInfo.class.getResourceAsStream("/coda-build.properties")) {
      if (in == null) {
        throw new IllegalStateException("coda-build.properties is missing from the build");
      }
      properties.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new BuildInfo(
        properties.getProperty("version", "unknown"),
        properties.getProperty("commit", "unknown"),
        Boolean.parseBoolean(properties.getProperty("changed")),
        properties.getProperty("time", "unknown"));
  }

  /**
   * For people, for example {@code 1.2.0 (commit 1a2b3c4, changed, built 2026-11-23T10:00:00Z)}.
   */
  @Override
  public String toString() {
    return "%s (commit %s%s, built %s)"
        .formatted(version, commit, changed ? ", changed" : "", time);
  }
}
