package coda.voice.testkit.play;

import static coda.voice.conversation.turn.TurnError.INTERNAL_ERROR;

import coda.voice.conversation.SessionNotice;
import coda.voice.conversation.SessionNotice.HeardMore;
import coda.voice.conversation.SessionNotice.Outcome;
import coda.voice.conversation.SessionNotice.Problem;
import coda.voice.conversation.SessionNotice.ReplyEnded;
import coda.voice.testkit.scenario.AcknowledgementManner;
import coda.voice.testkit.scenario.ClientAction;
import coda.voice.testkit.scenario.ClientHabit;
import coda.voice.testkit.scenario.EngineScript;
import coda.voice.testkit.scenario.Scenario;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What must hold after every scenario, whatever it is about: audio arrives without gap or
 * repetition, the history holds what was heard, everything is given back.
 */
final class Soundness {
  private Soundness() {}

  static List<String> violations(Outcomes outcomes) {
    List<String> wrong = new ArrayList<>();
    outcomes.leftovers().ifPresent(left -> wrong.add("not given back: " + left));
    for (HeardReply reply : outcomes.replies) {
      if (!reply.seamless()) {
        wrong.add("audio of " + reply.replyId() + " was lost or repeated");
      }
    }
    if (outcomes.notices(Problem.class).stream()
        .anyMatch(p -> p.code().equals(INTERNAL_ERROR.code()))) {
      wrong.add("the session failed");
    }
    ends(outcomes, wrong);
    shown(outcomes, wrong);
    if (tellsTheTruth(outcomes.scenario)) {
      memory(outcomes, wrong);
    }
    return wrong;
  }

  private static void ends(Outcomes outcomes, List<String> wrong) {
    Map<String, ReplyEnded> ended = new HashMap<>();
    for (ReplyEnded end : outcomes.notices(ReplyEnded.class)) {
      if (ended.put(end.replyId(), end) != null) {
        wrong.add(end.replyId() + " ended twice");
      }
    }
    for (HeardReply reply : outcomes.replies) {
      ReplyEnded end = ended.get(reply.replyId());
      boolean spoken = reply.receivedMs() > 0;
      if (end != null
          && end.outcome() == Outcome.COMPLETED
          && spoken
          && !end.text().equals(reply.receivedText())) {
        wrong.add(
            reply.replyId()
                + " is complete with \""
                + end.text()
                + "\", but what arrived was \""
                + reply.receivedText()
                + '"');
      }
    }
  }

  /** What is remembered of a reply was shown, and of one that is complete nothing else. */
  private static void shown(Outcomes outcomes, List<String> wrong) {
    Map<String, HeardReply> replies = new HashMap<>();
    outcomes.replies.forEach(reply -> replies.put(reply.replyId(), reply));
    for (ReplyEnded end : outcomes.notices(ReplyEnded.class)) {
      HeardReply reply = replies.get(end.replyId());
      if (reply == null) {
        continue;
      }
      String shown = plain(reply.shownText());
      boolean complete = end.outcome() == Outcome.COMPLETED;
      if (complete ? !shown.equals(plain(end.text())) : !shown.startsWith(plain(end.text()))) {
        wrong.add(
            end.replyId()
                + " is remembered as \""
                + end.text()
                + "\" and shown as \""
                + shown
                + '"');
      }
    }
  }

  private static String plain(String text) {
    return text.strip().replaceAll("\\s+", " ");
  }

  private static void memory(Outcomes outcomes, List<String> wrong) {
    Map<String, String> remembered = new HashMap<>();
    for (SessionNotice notice : outcomes.told.stream().map(Recording.Told::notice).toList()) {
      if (notice instanceof ReplyEnded end) {
        remembered.put(end.replyId(), end.text());
      } else if (notice instanceof HeardMore more) {
        remembered.put(more.replyId(), more.heardText());
      }
    }
    for (HeardReply reply : outcomes.replies) {
      String text = remembered.get(reply.replyId());
      if (text != null && reply.receivedMs() > 0 && !text.equals(reply.heardText())) {
        wrong.add(
            reply.replyId()
                + " is remembered as \""
                + text
                + "\", but what was heard is \""
                + reply.heardText()
                + '"');
      }
    }
  }

  /** Whether the session could know exactly what the client plays. */
  private static boolean tellsTheTruth(Scenario scenario) {
    boolean lies =
        scenario.happenings().stream().anyMatch(h -> h.what() instanceof ClientAction.Claim);
    boolean blurred =
        scenario.givens().stream()
            .anyMatch(
                g ->
                    g instanceof ClientHabit.NetworkTakes
                        || g instanceof ClientHabit.TextOnly
                        || g instanceof ClientHabit.KeepsThePace
                        || g instanceof EngineScript.VoiceMarksNoWords
                        || (g instanceof ClientHabit.Acknowledges a && blurred(a.manners())));
    return !lies && !blurred;
  }

  private static boolean blurred(List<AcknowledgementManner> manners) {
    return manners.stream().anyMatch(m -> m instanceof AcknowledgementManner.Late);
  }
}
