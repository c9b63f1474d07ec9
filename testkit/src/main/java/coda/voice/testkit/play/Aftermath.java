package coda.voice.testkit.play;

import coda.voice.engine.LanguageModel.AnswerRequest;
import coda.voice.testkit.scenario.Action;
import java.util.List;
import java.util.Optional;

/**
 * What is left when a scenario is over.
 *
 * @param over whether the session came to its end by itself
 * @param endedAt when, or when nobody waited any longer, in ms
 * @param performed what was done, in order
 * @param replies what the client knows of each reply
 * @param asked what the language model was asked, in order, guesses included
 * @param leftovers what was taken and not given back, in words
 */
public record Aftermath(
    boolean over,
    long endedAt,
    List<Action> performed,
    List<HeardReply> replies,
    List<AnswerRequest> asked,
    Optional<String> leftovers) {

  /** Copies the lists. */
  public Aftermath {
    performed = List.copyOf(performed);
    replies = List.copyOf(replies);
    asked = List.copyOf(asked);
  }
}
