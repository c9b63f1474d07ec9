package coda.voice.testkit.play;

import coda.voice.conversation.SessionLoop;
import coda.voice.conversation.SessionNotice;
import coda.voice.conversation.SessionNotice.ReplyAudio;
import coda.voice.conversation.SessionNotice.ReplyEnded;
import coda.voice.conversation.SessionNotice.ReplyStarted;
import coda.voice.testkit.scenario.Action;
import coda.voice.testkit.scenario.Happening;
import coda.voice.testkit.scenario.Moment;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Lets everything happen at its moment, by the clock or by what happened before. */
final class Cues {
  private final List<Happening> happenings;
  private final SessionLoop loop;
  private final Consumer<Action> performer;
  private final List<Happening> waiting;
  private final List<Performed> performed = new ArrayList<>();
  private final List<String> announced = new ArrayList<>();
  private final Set<String> begun = new HashSet<>();

  /**
   * Nothing has happened yet.
   *
   * @param happenings what shall
   * @param loop the clock
   * @param performer makes it happen
   */
  Cues(List<Happening> happenings, SessionLoop loop, Consumer<Action> performer) {
    this.happenings = happenings;
    this.loop = loop;
    this.performer = performer;
    this.waiting = new ArrayList<>(happenings);
  }

  /** The clock begins to run. */
  void begin() {
    for (Happening happening : happenings) {
      if (happening.when() instanceof Moment.At at) {
        schedule(happening, at.ms());
      }
    }
  }

  /** When the last thing happens by the clock, in ms. */
  long lastAt() {
    return happenings.stream()
        .mapToLong(h -> h.when() instanceof Moment.At at ? at.ms() : 0)
        .max()
        .orElse(0);
  }

  /** What has not happened. */
  List<Happening> waiting() {
    return waiting;
  }

  /** What has happened. */
  List<Performed> performed() {
    return performed;
  }

  /** The name of a reply, counted from 1; of one that was not announced, one that nobody knows. */
  String replyId(int reply) {
    return reply > 0 && reply <= announced.size() ? announced.get(reply - 1) : "reply_unknown";
  }

  void noticed(SessionNotice notice) {
    switch (notice) {
      case ReplyStarted n -> announced.add(n.replyId());
      case ReplyAudio n when begun.add(n.replyId()) -> {
        int reply = announced.indexOf(n.replyId()) + 1;
        cue(m -> m instanceof Moment.AfterReplyBegins b && b.reply() == reply);
      }
      case ReplyEnded n -> {
        int reply = announced.indexOf(n.replyId()) + 1;
        cue(m -> m instanceof Moment.AfterReplyEnds e && e.reply() == reply);
      }
      default -> {}
    }
  }

  void toolStarted(String tool) {
    cue(m -> m instanceof Moment.AfterToolStarts s && s.tool().equals(tool));
  }

  private void cue(Predicate<Moment> due) {
    for (Happening happening : happenings) {
      if (due.test(happening.when())) {
        schedule(happening, delayMs(happening.when()));
      }
    }
  }

  private static long delayMs(Moment moment) {
    return switch (moment) {
      case Moment.At m -> m.ms();
      case Moment.AfterReplyBegins m -> m.ms();
      case Moment.AfterReplyEnds m -> m.ms();
      case Moment.AfterToolStarts m -> m.ms();
    };
  }

  private void schedule(Happening happening, long delayMs) {
    loop.schedule(delayMs, () -> perform(happening));
  }

  private void perform(Happening happening) {
    waiting.remove(happening);
    performed.add(new Performed(loop.nowMillis(), happening));
    performer.accept(happening.what());
  }

  /** Something that happened, and when. */
  record Performed(long at, Happening happening) {}
}
