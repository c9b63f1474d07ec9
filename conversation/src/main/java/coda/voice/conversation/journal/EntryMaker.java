package coda.voice.conversation.journal;

import coda.voice.conversation.SessionNotice;
import coda.voice.conversation.journal.Journal.Entry;
import coda.voice.conversation.journal.Journal.Sent;
import coda.voice.conversation.journal.Journal.Told;
import coda.voice.conversation.turn.TurnEffect;
import coda.voice.conversation.turn.TurnEvent;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Makes entries of what a witness sees; reply audio becomes stretches. On the session's loop. */
final class EntryMaker {
  /** A longer pause between two frames ends a stretch. */
  private static final long GAP_MS = 200;

  private final Consumer<Entry> to;
  private Optional<Stretch> stretch = Optional.empty();

  EntryMaker(Consumer<Entry> to) {
    this.to = to;
  }

  void step(TurnEvent event, List<TurnEffect> effects) {
    if (effects.stream().anyMatch(TurnEffect.HoldPlayback.class::isInstance)) {
      endStretch();
    }
    to.accept(new Journal.Step(event, effects));
  }

  void notice(long atMs, SessionNotice notice) {
    if (notice instanceof SessionNotice.ReplyAudio audio) {
      sent(atMs, audio.replyId(), audio.frame().durationMicros());
      return;
    }
    if (notice instanceof SessionNotice.Interrupted
        || notice instanceof SessionNotice.ReplyEnded
        || notice instanceof SessionNotice.Ended) {
      endStretch();
    }
    to.accept(new Told(atMs, notice));
  }

  private void sent(long atMs, String replyId, long micros) {
    if (stretch.filter(s -> s.goesOn(replyId, atMs)).isEmpty()) {
      endStretch();
      stretch = Optional.of(new Stretch(replyId, atMs, atMs, 0));
    }
    stretch = stretch.map(s -> new Stretch(replyId, s.fromMs, atMs, s.micros + micros));
  }

  private void endStretch() {
    stretch.ifPresent(s -> to.accept(new Sent(s.replyId, s.fromMs, s.toMs, s.micros / 1000)));
    stretch = Optional.empty();
  }

  private record Stretch(String replyId, long fromMs, long toMs, long micros) {
    boolean goesOn(String reply, long atMs) {
      return replyId.equals(reply) && atMs - toMs <= GAP_MS;
    }
  }
}
