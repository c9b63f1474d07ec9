package coda.voice.engines.local.assistant;

import coda.voice.engine.DialogueScope;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** A conversation in virtual time: it begins on Monday, November 23rd 2026, at 15:15 UTC. */
final class TestScope implements DialogueScope {
  private record Task(long at, Runnable work) {}

  final List<String> said = new ArrayList<>();
  final List<Announcement> announcements = new ArrayList<>();
  boolean ended;
  private final List<Task> tasks = new ArrayList<>();
  private long now = Instant.parse("2026-11-23T15:15:00Z").toEpochMilli();
  private double rate = 1;

  void passSeconds(long seconds) {
    long until = now + seconds * 1000;
    while (true) {
      Task next =
          tasks.stream()
              .filter(t -> t.at <= until)
              .min(Comparator.comparingLong(Task::at))
              .orElse(null);
      if (next == null) {
        now = until;
        return;
      }
      tasks.remove(next);
      now = next.at;
      next.work.run();
    }
  }

  void at(String instant) {
    now = Instant.parse(instant).toEpochMilli();
  }

  int planned() {
    return tasks.size();
  }

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
    return now;
  }

  @Override
  public Runnable later(long delayMs, Runnable task) {
    Task planned = new Task(now + delayMs, task);
    tasks.add(planned);
    return () -> tasks.remove(planned);
  }

  @Override
  public void say(Announcement announcement) {
    said.add(announcement.text());
    announcements.add(announcement);
  }

  @Override
  public void speechRate(double rate) {
    this.rate = Math.clamp(rate, 0.5, 2);
  }

  @Override
  public double speechRate() {
    return rate;
  }

  @Override
  public void endAfterReply() {
    ended = true;
  }
}
