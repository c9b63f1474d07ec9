package coda.voice.conversation.timeline;

import static coda.voice.conversation.timeline.Timeline.Lane.ASSISTANT;
import static coda.voice.conversation.timeline.Timeline.Lane.SESSION;
import static coda.voice.conversation.timeline.Timeline.Lane.USER;
import static coda.voice.conversation.timeline.Timeline.Stretch.Kind.HELD;
import static coda.voice.conversation.timeline.Timeline.Stretch.Kind.PAUSE;
import static coda.voice.conversation.timeline.Timeline.Stretch.Kind.SENT;
import static coda.voice.conversation.timeline.Timeline.Stretch.Kind.SPEAKING;
import static coda.voice.conversation.timeline.Timeline.Stretch.Kind.SPEECH;
import static coda.voice.conversation.timeline.Timeline.Stretch.Kind.TENTATIVE;
import static coda.voice.conversation.timeline.Timeline.Stretch.Kind.THINKING;

import coda.voice.audio.FramePool;
import coda.voice.conversation.SessionNotice;
import coda.voice.conversation.journal.Journal;
import coda.voice.conversation.journal.Journal.Entry;
import coda.voice.conversation.journal.Journal.Sent;
import coda.voice.conversation.journal.Journal.Sound;
import coda.voice.conversation.journal.Journal.Step;
import coda.voice.conversation.journal.Journal.Told;
import coda.voice.conversation.timeline.Timeline.Lane;
import coda.voice.conversation.timeline.Timeline.Moment;
import coda.voice.conversation.timeline.Timeline.Moment.Mark;
import coda.voice.conversation.turn.TurnEffect;
import coda.voice.conversation.turn.TurnEvent;
import coda.voice.conversation.turn.TurnTimer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Reads a journal from its beginning to its end and notes what people want to know. */
final class TimelineMaker {
  private final Journal journal;
  private final OpenStretches stretches = new OpenStretches();
  private final List<Moment> moments = new ArrayList<>();
  private String item = "";
  private Optional<TurnEvent.Configured> configured = Optional.empty();
  private long endMs;

  TimelineMaker(Journal journal) {
    this.journal = journal;
  }

  Timeline make() {
    for (Entry entry : journal.entries()) {
      switch (entry) {
        case Step step -> step(step);
        case Told told -> told(told.atMs(), told.notice());
        case Sent sent -> {
          lasts(sent.toMs());
          stretches.add(SENT, sent.fromMs(), sent.toMs() + FramePool.FRAME_MS, sent.replyId());
        }
        case Sound sound -> note(sound.fromMs(), SESSION, "sound", sound.file());
      }
    }
    moments.sort(Comparator.comparingLong(Moment::atMs));
    return new Timeline(
        journal.opening().conversationId(),
        journal.opening().startedAt(),
        endMs,
        stretches.all(endMs),
        moments,
        journal.missing());
  }

  private void step(Step step) {
    TurnEvent event = step.event();
    lasts(event.at());
    if (step.effects().stream().noneMatch(TurnEffect.Ignored.class::isInstance)) {
      event(event);
    }
    step.effects().forEach(effect -> effect(event, effect));
  }

  private void event(TurnEvent event) {
    long at = event.at();
    switch (event) {
      case TurnEvent.Typed e -> mark(at, USER, Mark.TYPED, "types", quoted(e.text()));
      case TurnEvent.Committed e -> note(at, USER, "says it is over", "");
      case TurnEvent.InterruptRequested e -> note(at, USER, "asks for quiet", "");
      case TurnEvent.TranscriptFailed e -> note(at, USER, "not understood", e.code());
      case TurnEvent.ReplySpeechBegan e -> {
        stretches.end(THINKING, at);
        stretches.begin(SPEAKING, at, e.replyId());
        note(at, ASSISTANT, "is heard", e.replyId());
      }
      case TurnEvent.ReplyMade e -> note(at, ASSISTANT, "all is made", e.replyId());
      case TurnEvent.SpeechProposed e -> note(at, ASSISTANT, "wants to speak", quoted(e.text()));
      case TurnEvent.Configured e -> {
        if (configured
            .filter(before -> before.mode() == e.mode() && before.settings().equals(e.settings()))
            .isEmpty()) {
          note(at, SESSION, "settings", word(e.mode()));
        }
        configured = Optional.of(e);
      }
      case TurnEvent.LeadPassed e -> note(at, SESSION, "leads", word(e.lead()));
      case TurnEvent.ConnectionLost e -> note(at, SESSION, "connection lost", "");
      case TurnEvent.ConnectionResumed e -> note(at, SESSION, "client is back", "");
      case TurnEvent.DrainRequested e -> note(at, SESSION, "server goes down", "");
      case TurnEvent.TimerFired e -> note(at, SESSION, "timer", word(e.timer()));
      default -> {
        // What else happened shows in what followed.
      }
    }
  }

  private void effect(TurnEvent event, TurnEffect effect) {
    long at = event.at();
    switch (effect) {
      case TurnEffect.NotifySpeechStarted e -> {
        stretches.end(PAUSE, e.since());
        stretches.begin(SPEECH, e.since(), item);
        note(at, USER, "speaks", since(at, e.since()));
      }
      case TurnEffect.OpenRecognition e -> {
        item = e.itemId();
        stretches.rename(SPEECH, item);
      }
      case TurnEffect.NotifySpeechStopped e -> {
        stretches.end(SPEECH, e.since());
        stretches.begin(PAUSE, e.since(), item);
        note(at, USER, "pauses", since(at, e.since()) + outlook(event));
      }
      case TurnEffect.FinishRecognition e -> endTurn(at, why(event));
      case TurnEffect.DiscardRecognition e -> {
        if (e.itemId().equals(item)) {
          stretches.end(SPEECH, at);
          stretches.end(PAUSE, at);
        }
      }
      case TurnEffect.RecordUser e -> {
        stretches.said(e.itemId(), e.text());
        note(at, USER, "said", quoted(e.text()));
      }
      case TurnEffect.RecordAnswered e -> {
        stretches.said(e.itemId(), e.text());
        note(at, USER, "said", quoted(e.text()));
      }
      case TurnEffect.NotifyTurnDropped e -> mark(at, USER, Mark.DROPPED, "turn dropped", e.code());
      case TurnEffect.StartReply e -> begin(at, e.replyId(), "answers " + e.itemId());
      case TurnEffect.StartSpeech e -> begin(at, e.replyId(), "speaks up");
      case TurnEffect.StartModelReply e -> begin(at, e.replyId(), "the model speaks");
      case TurnEffect.StartApology e -> begin(at, e.replyId(), "apologises");
      case TurnEffect.StartTentative e -> {
        stretches.begin(TENTATIVE, at, e.replyId());
        note(at, ASSISTANT, "tries an answer", "%s to %s".formatted(e.replyId(), quoted(e.text())));
      }
      case TurnEffect.ConfirmTentative e -> {
        stretches.end(TENTATIVE, at);
        stretches.begin(THINKING, at, e.replyId());
        mark(at, ASSISTANT, Mark.WON, "was right", e.replyId());
      }
      case TurnEffect.DropTentative e -> {
        stretches.end(TENTATIVE, at);
        mark(at, ASSISTANT, Mark.DROPPED, "dropped untold", e.reason());
      }
      case TurnEffect.HoldPlayback e -> {
        stretches.end(SPEAKING, at);
        stretches.begin(HELD, at, e.replyId());
        mark(at, ASSISTANT, Mark.HELD, "held", e.replyId());
      }
      case TurnEffect.ResumePlayback e -> {
        stretches.end(HELD, at);
        stretches.begin(SPEAKING, at, e.replyId());
        mark(at, ASSISTANT, Mark.RESUMED, "resumed", e.replyId());
      }
      case TurnEffect.EndReply e -> endReply(at, e);
      case TurnEffect.CloseSession e -> note(at, SESSION, "ends", e.reason());
      default -> {
        // Timers, and what the client is told of what stands here already.
      }
    }
  }

  private void begin(long at, String reply, String what) {
    stretches.begin(THINKING, at, reply);
    note(at, ASSISTANT, what, reply);
  }

  private void endTurn(long at, String why) {
    stretches.end(SPEECH, at);
    stretches.end(PAUSE, at);
    note(at, USER, "turn over", why);
  }

  private void endReply(long at, TurnEffect.EndReply end) {
    stretches.end(THINKING, at);
    stretches.end(SPEAKING, at);
    stretches.end(HELD, at);
    switch (end.outcome()) {
      case COMPLETED -> note(at, ASSISTANT, "has finished", end.replyId());
      case CANCELLED -> mark(at, ASSISTANT, Mark.DROPPED, "dropped unheard", end.reason());
      case TRUNCATED -> mark(at, ASSISTANT, Mark.CUT, "cut", end.reason());
      case FAILED -> mark(at, ASSISTANT, Mark.FAILED, "failed", end.reason());
    }
  }

  private void told(long at, SessionNotice notice) {
    lasts(at);
    switch (notice) {
      case SessionNotice.ReplyText text -> {
        stretches.said(text.replyId(), text.text());
        note(at, ASSISTANT, "says", quoted(text.text().strip()));
      }
      case SessionNotice.Interrupted cut ->
          note(
              at,
              ASSISTANT,
              "was heard",
              "%s to %s".formatted(quoted(cut.heardText()), seconds(cut.heardMs())));
      case SessionNotice.HeardMore more ->
          note(
              at,
              ASSISTANT,
              "was heard",
              "%s to %s, says the client"
                  .formatted(quoted(more.heardText()), seconds(more.heardMs())));
      case SessionNotice.NotInterruptible guarded ->
          note(at, ASSISTANT, "goes on", "it cannot be interrupted now");
      case SessionNotice.ToolBegan tool ->
          mark(at, ASSISTANT, Mark.TOOL, "runs a tool", tool.tool());
      case SessionNotice.ToolEnded tool ->
          mark(
              at,
              ASSISTANT,
              Mark.TOOL,
              "tool ends",
              tool.tool() + (tool.worked() ? "" : " failed"));
      case SessionNotice.ProposalDropped proposal ->
          note(at, ASSISTANT, "does not say", quoted(proposal.text()) + ", " + proposal.code());
      case SessionNotice.EngineChanged change ->
          note(
              at,
              SESSION,
              change.recovered() ? "engine is back" : "engine changes",
              change.role() + " " + change.from() + " → " + change.to() + " " + change.code());
      case SessionNotice.Problem problem ->
          mark(at, SESSION, Mark.FAILED, "problem", problem.code());
      case SessionNotice.AudioDropped dropped ->
          note(at, SESSION, "fell behind", dropped.frames() + " microphone frames dropped");
      default -> {
        // Told by the steps already.
      }
    }
  }

  private void note(long at, Lane lane, String what, String detail) {
    mark(at, lane, Mark.NONE, what, detail);
  }

  private void mark(long at, Lane lane, Mark mark, String what, String detail) {
    lasts(at);
    moments.add(new Moment(at, lane, mark, what, detail));
  }

  private void lasts(long atMs) {
    endMs = Math.max(endMs, atMs);
  }

  private static String outlook(TurnEvent event) {
    return event instanceof TurnEvent.SpeechStopped stopped
        ? "; finished %.2f (%s)".formatted(stopped.outlook().finished(), stopped.outlook().why())
        : "";
  }

  private static String why(TurnEvent event) {
    return switch (event) {
      case TurnEvent.TimerFired e when e.timer() == TurnTimer.MAX_TURN -> "too long";
      case TurnEvent.Committed e -> "the client says so";
      default -> "";
    };
  }

  private static String since(long at, long since) {
    return at == since ? "" : "since " + seconds(since);
  }

  static String seconds(long ms) {
    return String.format(Locale.ROOT, "%.2f s", ms / 1000.0);
  }

  private static String word(Object constant) {
    return constant.toString().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  private static String quoted(String text) {
    return '"' + text + '"';
  }
}
