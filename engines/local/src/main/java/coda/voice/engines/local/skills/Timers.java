package coda.voice.engines.local.skills;

import coda.voice.engines.local.english.Durations;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The timers of a conversation. Thread-safe: timers end on another thread. */
final class Timers {
  static final int MOST = 20;
  static final Duration LONGEST = Duration.ofHours(24);

  /** Whoever set a timer wants to know of its end even if the assistant is talking just then. */
  static final Duration WORTH_SAYING = Duration.ofMinutes(2);

  private final List<Timer> running = new ArrayList<>();

  /** A running timer; two timers are the same only if they are the same object. */
  static final class Timer {
    private final Optional<String> label;
    private final Duration length;
    private final Instant end;
    private Runnable cancel = () -> {};

    private Timer(Optional<String> label, Duration length, Instant end) {
      this.label = label;
      this.length = length;
      this.end = end;
    }

    /** "pasta timer" or "ten minute timer". */
    String title() {
      return label.orElseGet(() -> Durations.sayBeforeNoun(length)) + " timer";
    }

    Duration left(Instant now) {
      Duration left = Duration.between(now, end);
      return left.isNegative() ? Duration.ZERO : left;
    }

    Duration length() {
      return length;
    }

    boolean isCalled(String name) {
      return label.isPresent() && label.get().equalsIgnoreCase(name);
    }
  }

  /**
   * Starts one.
   *
   * @return empty when there are {@link #MOST} already
   */
  synchronized Optional<Timer> start(
      Optional<String> label, Duration length, SkillContext context) {
    if (running.size() >= MOST) {
      return Optional.empty();
    }
    Timer timer = new Timer(label, length, context.now().toInstant().plus(length));
    running.add(timer);
    timer.cancel = context.later(length, () -> end(timer, context));
    return Optional.of(timer);
  }

  private void end(Timer timer, SkillContext context) {
    boolean ran;
    synchronized (this) {
      ran = running.remove(timer);
    }
    if (ran) {
      context.say("Your " + timer.title() + " is done.", WORTH_SAYING);
    }
  }

  /** The running ones, the next to end first. */
  synchronized List<Timer> running() {
    return running.stream().sorted((a, b) -> a.end.compareTo(b.end)).toList();
  }

  synchronized void cancel(List<Timer> timers) {
    for (Timer timer : timers) {
      if (running.remove(timer)) {
        timer.cancel.run();
      }
    }
  }
}
