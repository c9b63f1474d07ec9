package coda.voice.engines.local.skills;

import coda.voice.engines.local.english.NumberWords;
import coda.voice.engines.local.phrases.Slots;
import coda.voice.engines.local.skills.Timers.Timer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Cancels one timer, or all. */
public final class CancelTimer implements Skill {
  @Override
  public String name() {
    return "cancel-timer";
  }

  @Override
  public List<String> phrases() {
    return List.of(
        "(cancel|stop|delete|clear) [the|my] [<label>] timer",
        "(cancel|stop|delete|clear) all [the|my] timers",
        "turn off the timer",
        "rare: (cancel|stop|delete|remove|clear|end) [the|my|that|this] (timer|timers)",
        "rare: (cancel|stop|delete|remove|clear|end) [the|my] <label> timer",
        "rare: (cancel|stop|delete|remove|clear|end) [the|my] <duration> timer",
        "rare: (cancel|stop|delete|remove|clear|end) (all|every) [of] [the|my] (timer|timers)",
        "rare: turn off [all] [the|my] (timer|timers)",
        "rare: turn [the|my] timer off");
  }

  @Override
  public boolean changesSomething() {
    return true;
  }

  @Override
  public String answer(Heard heard, SkillContext context) {
    Timers timers = context.state(Timers.class, Timers::new);
    List<Timer> running = timers.running();
    if (running.isEmpty()) {
      return "You have no timers to cancel.";
    }
    boolean all = heard.says("all") || heard.says("every") || heard.says("timers");
    Optional<String> label = heard.first(Slots.LABEL);
    Optional<Duration> length = heard.first(Slots.DURATION);
    if (label.isEmpty() && length.isEmpty() && running.size() > 1 && !all) {
      return "You have "
          + NumberWords.say(running.size())
          + " timers: the "
          + Sentence.list(running.stream().map(Timer::title).toList())
          + ". Which one shall I cancel? Or say: cancel all timers.";
    }
    List<Timer> meant =
        running.stream()
            .filter(t -> label.map(t::isCalled).orElse(true))
            .filter(t -> length.map(t.length()::equals).orElse(true))
            .toList();
    if (meant.isEmpty()) {
      return "I don't have such a timer. You have the "
          + Sentence.list(running.stream().map(Timer::title).toList())
          + ".";
    }
    timers.cancel(meant);
    return meant.size() == 1
        ? "Your " + meant.getFirst().title() + " is cancelled."
        : "I cancelled " + NumberWords.say(meant.size()) + " timers.";
  }
}
