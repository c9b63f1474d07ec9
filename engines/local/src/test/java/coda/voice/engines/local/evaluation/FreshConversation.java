package coda.voice.engines.local.evaluation;

import coda.voice.engines.local.skills.SkillContext;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.util.Optional;
import java.util.function.Supplier;

/** A conversation in which nothing was said before: skills are asked whether they would answer. */
final class FreshConversation implements SkillContext {
  @Override
  public ZonedDateTime now() {
    return ZonedDateTime.parse("2026-11-23T09:30:00Z");
  }

  @Override
  public <T> T state(Class<T> type, Supplier<T> fresh) {
    return fresh.get();
  }

  @Override
  public int random(int bound) {
    return 0;
  }

  @Override
  public Runnable later(Duration delay, Runnable task) {
    return () -> {};
  }

  @Override
  public void say(String text) {
    throw new UnsupportedOperationException("nobody listens");
  }

  @Override
  public void say(String text, Duration fresh) {
    throw new UnsupportedOperationException("nobody listens");
  }

  @Override
  public Optional<String> lastAnswer() {
    return Optional.empty();
  }

  @Override
  public Optional<String> lastQuestion() {
    return Optional.empty();
  }

  @Override
  public double speechRate() {
    return 1;
  }

  @Override
  public void speechRate(double rate) {
    throw new UnsupportedOperationException("nobody speaks");
  }

  @Override
  public void endConversation() {
    throw new UnsupportedOperationException("it is not a real one");
  }
}
