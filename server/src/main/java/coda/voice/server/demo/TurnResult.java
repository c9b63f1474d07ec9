package coda.voice.server.demo;

import coda.voice.server.demo.Microphone.Spoken;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * How one turn went.
 *
 * @param said what the user said
 * @param spoken when
 * @param understood the final transcript, or empty
 * @param reply what was answered, if anything
 * @param replyDelayMs from the last sound of the user to the first sound of the reply at the client
 * @param problems what was not as it must be
 */
record TurnResult(
    String said,
    Spoken spoken,
    String understood,
    Optional<ReplyRecord> reply,
    OptionalDouble replyDelayMs,
    List<String> problems) {

  static TurnResult of(
      DemoTurn turn,
      Spoken spoken,
      String understood,
      Optional<ReplyRecord> reply,
      List<String> problems) {
    OptionalDouble delay =
        reply
            .flatMap(ReplyRecord::firstAudioMs)
            .map(at -> OptionalDouble.of(at - spoken.endMs()))
            .orElse(OptionalDouble.empty());
    return new TurnResult(turn.says(), spoken, understood, reply, delay, List.copyOf(problems));
  }
}
