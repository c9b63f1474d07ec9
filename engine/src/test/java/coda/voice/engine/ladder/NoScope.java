package coda.voice.engine.ladder;

import coda.voice.engine.DialogueScope;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A conversation in which nothing else happens. */
final class NoScope implements DialogueScope {
  @Override
  public String conversationId() {
    return "test";
  }

  @Override
  public String language() {
    return "en";
  }

  @Override
  public ZoneId zone() {
    return ZoneOffset.UTC;
  }

  @Override
  public long wallClockMillis() {
    return 0;
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
