package coda.voice.testkit.play;

import coda.voice.audio.FramePool;
import coda.voice.conversation.SessionNotice.ReplyEnded;
import coda.voice.conversation.turn.TurnEffect;
import coda.voice.testkit.scenario.Expectation;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Whether things came in their time. */
final class Times {
  private static final long NEVER = -1;

  private final Outcomes outcomes;

  Times(Outcomes outcomes) {
    this.outcomes = outcomes;
  }

  Optional<String> check(Expectation.TurnEnds e) {
    List<Long> waits = waits();
    if (e.turn() < 1 || e.turn() > waits.size()) {
      return Checks.wrong(e, "only " + waits.size() + " turns ended");
    }
    long wait = waits.get(e.turn() - 1);
    return Math.abs(wait - e.afterSpeechMs()) <= FramePool.FRAME_MS
        ? Optional.empty()
        : Checks.wrong(e, "it was " + seconds(wait));
  }

  /** From the last speech to the end of each turn. */
  private List<Long> waits() {
    List<Long> waits = new java.util.ArrayList<>();
    long stoppedAt = 0;
    for (Recording.Done done : outcomes.done) {
      if (done.effect() instanceof TurnEffect.NotifySpeechStopped stopped) {
        stoppedAt = stopped.since();
      } else if (done.effect() instanceof TurnEffect.FinishRecognition) {
        waits.add(done.at() - stoppedAt);
      }
    }
    return waits;
  }

  Optional<String> check(Expectation.ReplyBegins e) {
    return between(e, beginOf(e.reply()), e.fromMs(), e.toMs());
  }

  Optional<String> check(Expectation.ReplyEnds e) {
    long ended =
        outcomes
            .replyId(e.reply())
            .map(id -> outcomes.toldAt(n -> n instanceof ReplyEnded r && r.replyId().equals(id)))
            .orElse(NEVER);
    return between(e, ended, e.fromMs(), e.toMs());
  }

  private static Optional<String> between(Expectation e, long at, long from, long to) {
    if (at == NEVER) {
      return Checks.wrong(e, "it never did");
    }
    return at >= from && at <= to ? Optional.empty() : Checks.wrong(e, "it was " + seconds(at));
  }

  Optional<String> check(Expectation.ReplyFollows e) {
    long begin = beginOf(e.reply());
    long turnEnd =
        outcomes.done.stream()
            .filter(d -> d.effect() instanceof TurnEffect.FinishRecognition && d.at() <= begin)
            .mapToLong(Recording.Done::at)
            .max()
            .orElse(NEVER);
    if (begin == NEVER || turnEnd == NEVER) {
      return Checks.wrong(e, "it never did");
    }
    long after = begin - turnEnd;
    return after <= e.withinMs() ? Optional.empty() : Checks.wrong(e, "it took " + seconds(after));
  }

  private long beginOf(int reply) {
    return reply > 0 && reply <= outcomes.replies.size()
        ? outcomes.replies.get(reply - 1).firstFrameAt()
        : NEVER;
  }

  Optional<String> check(Expectation.QuietWithin e) {
    long worst = NEVER;
    for (Recording.Done done : outcomes.done) {
      if (done.effect() instanceof TurnEffect.HoldPlayback) {
        long soundAt = lastBefore(outcomes.soundAt, done.at());
        worst = Math.max(worst, Math.max(0, lastAudioFrom(done.at()) - soundAt));
      }
    }
    if (worst == NEVER) {
      return Checks.wrong(e, "nothing was held");
    }
    return worst <= e.ms() ? Optional.empty() : Checks.wrong(e, "it took " + seconds(worst));
  }

  /** The last frame that was still sent when playback was held: at most a frame's time later. */
  private long lastAudioFrom(long heldAt) {
    return lastBefore(outcomes.audioAt, heldAt + FramePool.FRAME_MS);
  }

  private static long lastBefore(List<Long> times, long at) {
    return times.stream().filter(t -> t <= at).mapToLong(Long::longValue).max().orElse(0);
  }

  private static String seconds(long ms) {
    return String.format(Locale.ROOT, "%.3f", ms / 1000.0);
  }
}
