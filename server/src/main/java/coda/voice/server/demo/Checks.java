package coda.voice.server.demo;

import coda.voice.protocol.coda.Outcome;
import coda.voice.server.demo.ReplyRecord.Ending;
import coda.voice.server.demo.ReplyRecord.Interruption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What must hold of a turn's answer. */
final class Checks {
  private Checks() {}

  /**
   * What does not hold.
   *
   * @param turn what was asked
   * @param answer what came
   * @param interrupted whether the user meant to speak over it
   */
  static List<String> of(DemoTurn turn, Optional<ReplyRecord> answer, boolean interrupted) {
    if (answer.isEmpty()) {
      return List.of("no answer");
    }
    ReplyRecord reply = answer.get();
    List<String> problems = new ArrayList<>();
    if (reply.firstAudioMs().isEmpty()) {
      problems.add("the answer was not heard");
    }
    if (!turn.expects().matcher(reply.text()).find()) {
      problems.add("the answer does not fit: " + reply.text());
    }
    Optional<Outcome> outcome = reply.ending().map(Ending::outcome);
    Outcome wanted = interrupted ? Outcome.TRUNCATED : Outcome.COMPLETED;
    if (outcome.isEmpty()) {
      problems.add("the answer did not end");
    } else if (outcome.get() != wanted) {
      problems.add("the answer was " + outcome.get().name().toLowerCase(Locale.ROOT));
    }
    if (interrupted) {
      truncation(reply, problems);
    }
    return problems;
  }

  /**
   * The history holds the words that were heard: the beginning of the answer, and not all of it.
   */
  private static void truncation(ReplyRecord reply, List<String> problems) {
    String heard = reply.interruption().map(Interruption::heardText).orElse("").strip();
    String history = reply.ending().map(Ending::text).orElse("").strip();
    if (heard.isEmpty()) {
      problems.add("no words were heard before the interruption");
    }
    if (!history.equals(heard)) {
      problems.add("the history holds '" + history + "', but '" + heard + "' was heard");
    }
    if (!reply.text().startsWith(heard)) {
      problems.add("'" + heard + "' is not how the answer begins");
    }
  }
}
