package coda.voice.testkit.play;

import coda.voice.conversation.SessionNotice;
import coda.voice.conversation.turn.TurnEffect;
import coda.voice.testkit.scenario.Happening;
import coda.voice.testkit.scenario.ScenarioPrinter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** What happened in a scenario, in the order of time, in words. */
final class Timeline {
  private Timeline() {}

  static String of(Outcomes outcomes) {
    List<Line> lines = new ArrayList<>();
    outcomes.performed.forEach(p -> lines.add(new Line(p.at(), "> " + words(p.happening()))));
    outcomes.asked.forEach(
        a ->
            lines.add(
                new Line(
                    a.atMs(),
                    (a.request().tentative() ? "asked on trust: " : "asked: ")
                        + a.request().text())));
    outcomes.done.forEach(d -> effect(lines, d));
    outcomes.told.forEach(t -> notice(lines, t));
    for (HeardReply reply : outcomes.replies) {
      if (reply.firstFrameAt() >= 0) {
        lines.add(new Line(reply.firstFrameAt(), reply.replyId() + " is heard"));
        lines.add(
            new Line(
                reply.lastFrameAt(),
                "last frame of " + reply.replyId() + "; heard of it: " + reply.heardText()));
      }
    }
    lines.sort(Comparator.comparingLong(Line::at));
    StringBuilder text = new StringBuilder();
    lines.forEach(
        line ->
            text.append(
                String.format(Locale.ROOT, "%8.2f  %s%n", line.at() / 1000.0, line.what())));
    return text.toString();
  }

  static String words(Happening happening) {
    String line = ScenarioPrinter.print(happening);
    return line.startsWith("at ") ? line.split(" ", 3)[2] : line;
  }

  private static void effect(List<Line> lines, Recording.Done done) {
    switch (done.effect()) {
      case TurnEffect.HoldPlayback e -> lines.add(new Line(done.at(), "held " + e.replyId()));
      case TurnEffect.ResumePlayback e -> lines.add(new Line(done.at(), "resumed " + e.replyId()));
      case TurnEffect.FinishRecognition e ->
          lines.add(new Line(done.at(), "the turn " + e.itemId() + " is over"));
      case TurnEffect.StartApology e ->
          lines.add(new Line(done.at(), "apology " + e.replyId() + ": " + e.apology()));
      default -> {}
    }
  }

  private static void notice(List<Line> lines, Recording.Told told) {
    String line =
        switch (told.notice()) {
          case SessionNotice.Routed n ->
              n.replyId() + " goes to " + n.route() + ": " + String.join(", ", n.reasons());
          case SessionNotice.AnsweredBy n ->
              n.replyId() + " comes from " + n.answerer() + ": " + n.reason();
          case SessionNotice.ModeChanged n ->
              "works as " + n.effective() + " (" + n.requested() + " was asked for) " + n.code();
          case SessionNotice.SpeechStarted n -> "speech is noticed";
          case SessionNotice.SpeechStopped n -> "speech has stopped";
          case SessionNotice.TurnBegan n -> "";
          case SessionNotice.TurnEnded n -> "";
          case SessionNotice.ReplyRefused n -> "the answer " + n.requestId() + " is refused";
          case SessionNotice.HeardOnly n ->
              n.replyId() + " was heard to here only: " + n.heardText();
          case SessionNotice.ToolHandedOver n -> "tool " + n.tool() + " is left to the client";
          case SessionNotice.ReplyCounted n -> "";
          case SessionNotice.ReplyLengthReached n -> n.replyId() + " is as long as it may be";
          case SessionNotice.QuietIsLong n -> "it has been quiet for long";
          case SessionNotice.Transcribed n ->
              (n.isFinal() ? "understood: " : "understood so far: ") + n.transcript().text();
          case SessionNotice.TurnDropped n -> "dropped " + n.itemId() + ": " + n.code();
          case SessionNotice.ReplyStarted n -> n.replyId() + " begins";
          case SessionNotice.ReplyText n -> n.replyId() + " says: " + n.text().strip();
          case SessionNotice.Interrupted n ->
              n.replyId() + " interrupted by " + n.reason() + ", heard: " + n.heardText();
          case SessionNotice.HeardMore n -> n.replyId() + " was heard on: " + n.heardText();
          case SessionNotice.NotInterruptible n -> n.replyId() + " is not to be interrupted";
          case SessionNotice.ToolBegan n -> "tool " + n.tool() + " starts";
          case SessionNotice.ToolEnded n ->
              "tool " + n.tool() + (n.worked() ? " is done" : " has failed");
          case SessionNotice.Speculated n ->
              "guess " + n.replyId() + (n.won() ? " was right" : " was wrong: " + n.reason());
          case SessionNotice.ProposalDropped n -> "not said: " + n.text() + ", " + n.code();
          case SessionNotice.ReplyEnded n ->
              n.replyId()
                  + " "
                  + n.outcome().name().toLowerCase(Locale.ROOT)
                  + ", remembered: "
                  + n.text();
          case SessionNotice.EngineChanged n ->
              n.role() + " is " + n.to() + " instead of " + n.from() + " " + n.code();
          case SessionNotice.Problem n -> "problem " + n.code();
          case SessionNotice.AudioDropped n -> n.frames() + " frames of audio dropped";
          case SessionNotice.Ended n -> "the session is over: " + n.reason();
          case SessionNotice.ReplyHeld n -> "";
          case SessionNotice.ReplyResumed n -> "";
          case SessionNotice.StateChanged n -> "";
          case SessionNotice.ReplyAudio n -> "";
        };
    if (!line.isEmpty()) {
      lines.add(new Line(told.at(), line));
    }
  }

  private record Line(long at, String what) {}
}
