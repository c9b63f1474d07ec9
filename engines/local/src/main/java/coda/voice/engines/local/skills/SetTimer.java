package coda.voice.engines.local.skills;

import coda.voice.engines.local.english.Durations;
import coda.voice.engines.local.english.NumberWords;
import coda.voice.engines.local.phrases.Slots;
import coda.voice.engines.local.skills.Timers.Timer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Starts a timer, which speaks up by itself when it ends. */
public final class SetTimer implements Skill {
  static final String HOW_LONG = "For how long?";

  @Override
  public String name() {
    return "set-timer";
  }

  @Override
  public List<String> phrases() {
    return List.of(
        "([set|start] [a|the|another] [<label>] timer (for|of)|remind me in) <duration>",
        "[set|start] [a|an|another] <duration> timer",
        "rare: [set|start|make|create|give me] [a|an|the|another|my] [new] timer (for|of|to) <duration>",
        "rare: [set|start|make|create|give me] [a|an|the|another] <duration> timer",
        "rare: [set|start|make|create] [a|an|the|another|my] <label> timer (for|of|to) <duration>",
        "rare: (set|start|make|create) [a|an|the|another] timer (for|of) <duration> (for|called|named) [the|my] <label>",
        "rare: (set|start|make|create) [a|an|another] <duration> timer (for|called|named) [the|my] <label>",
        "rare: (set|start) [a|the] timer <duration>",
        "rare: (alert|tell) me in <duration>",
        "rare: wake me [up] in <duration>",
        "rare: count down [from] <duration>",
        "rare: (set|start|make|create) [a|an|the|another] [new] timer");
  }

  @Override
  public boolean changesSomething() {
    return true;
  }

  @Override
  public String answer(Heard heard, SkillContext context) {
    Optional<Duration> length = heard.first(Slots.DURATION);
    if (length.isEmpty()) {
      return HOW_LONG;
    }
    if (length.get().compareTo(Duration.ofSeconds(1)) < 0) {
      return "A timer needs at least one second.";
    }
    if (length.get().compareTo(Timers.LONGEST) > 0) {
      return "That is too long for me. A timer can run for at most twenty-four hours.";
    }
    Timers timers = context.state(Timers.class, Timers::new);
    Optional<Timer> timer = timers.start(heard.first(Slots.LABEL), length.get(), context);
    if (timer.isEmpty()) {
      return "You already have "
          + NumberWords.say(Timers.MOST)
          + " timers, and that is all I can keep. Cancel one first.";
    }
    String time = Durations.say(length.get());
    return heard
        .first(Slots.LABEL)
        .map(label -> Sentence.of(label) + " timer, " + time + ", starting now.")
        .orElseGet(
            () ->
                context.oneOf(
                    Sentence.of(time) + ", starting now.",
                    "Your timer is set for " + time + ".",
                    "Okay, " + time + "."));
  }
}
