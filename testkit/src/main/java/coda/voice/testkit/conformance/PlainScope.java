package coda.voice.testkit.conformance;

import coda.voice.engine.DialogueScope;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * A conversation in which nothing happens but answers, on Monday, November 23rd 2026, 15:15 UTC.
 */
public final class PlainScope implements DialogueScope {
  /** A scope. */
  public PlainScope() {}

  @Override
  public String conversationId() {
    return "c1";
  }

  @Override
  public String language() {
    return "en-US";
  }

  @Override
  public ZoneId zone() {
    return ZoneOffset.UTC;
  }

  @Override
  public long wallClockMillis() {
    return Instant.parse("2026-11-23T15:15:00Z").toEpochMilli();
  }

  @Override
  public Runnable later(long delayMs, Runnable task) {
    return () -> {};
  }

  @Override
  public void say(Announcement announcement) {}

  @Override
  public void speechRate(double rate) {}

  @Override
  public double speechRate() {
    return 1;
  }

  @Override
  public void endAfterReply() {}
}
