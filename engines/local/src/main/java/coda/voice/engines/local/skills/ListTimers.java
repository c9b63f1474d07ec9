package coda.voice.engines.local.skills;

import coda.voice.engines.local.english.Durations;
import coda.voice.engines.local.english.NumberWords;
import coda.voice.engines.local.phrases.Slots;
import coda.voice.engines.local.skills.Timers.Timer;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Says which timers run, and how long still. */
public final class ListTimers implements Skill {
  @Override
  public String name() {
    return "list-timers";
  }

  @Override
  public List<String> phrases() {
    return List.of(
        "(what|which|how many) timers (are|do i have) [running|set]",
        "how (much time|long) is left [on (the|my) [<label>] timer]",
        "list [all] [my|the] timers",
        "do i have any timers",
        "rare: (what|which|how many) timers (are|do i have) [running|set|active|on|there]",
        "rare: how (much time|long|much) is left [on (the|my) [<label>] (timer|timers)]",
        "rare: how much time do i have left [on (the|my) [<label>] timer]",
        "rare: how much longer [on (the|my) timer]",
        "rare: how (much time|long) do i have left",
        "rare: how many (minutes|seconds|hours) are left [on (the|my) [<label>] timer]",
        "rare: how long (until|till) (the|my) timer (ends|rings|is done)",
        "rare: (list|show|check|read) [me] [all] [of] [my|the] (timer|timers)",
        "rare: do i have any timers [running|set]",
        "rare: (is|are) there any timers [running]",
        "rare: time left on (the|my) [<label>] timer",
        "rare: what is [left] on my timer");
  }

  @Override
  public boolean changesSomething() {
    return false;
  }

  @Override
  public String answer(Heard heard, SkillContext context) {
    List<Timer> timers = context.state(Timers.class, Timers::new).running();
    Optional<String> label = heard.first(Slots.LABEL);
    if (label.isPresent() && timers.stream().anyMatch(t -> t.isCalled(label.get()))) {
      timers = timers.stream().filter(t -> t.isCalled(label.get())).toList();
    }
    Instant now = context.now().toInstant();
    if (timers.isEmpty()) {
      return "You have no timers.";
    }
    if (timers.size() == 1) {
      Timer timer = timers.getFirst();
      return "Your " + timer.title() + " has " + Durations.say(timer.left(now)) + " left.";
    }
    List<String> lines =
        timers.stream()
            .map(t -> "the " + t.title() + " with " + Durations.say(t.left(now)))
            .toList();
    return "You have "
        + NumberWords.say(timers.size())
        + " timers: "
        + Sentence.list(lines)
        + " left.";
  }
}
