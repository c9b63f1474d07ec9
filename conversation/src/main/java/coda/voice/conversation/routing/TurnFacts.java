package coda.voice.conversation.routing;

import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;

/**
 * What is known when it is decided who answers a turn.
 *
 * @param text the user's words; empty when they could not be transcribed
 * @param language BCP 47
 * @param typed whether they were typed instead of spoken: a duplex model only hears
 * @param transcriptConfidence 0 to 1 where the recogniser measured one
 * @param tools whether the chain can look things up or do things: it has tools, or a model with
 *     skills of its own
 * @param toolWords the words of the tools there are
 * @param memory whether the chain knows what was said before
 * @param usable who works at present
 * @param duplexSpeaksLanguage whether the duplex model speaks the language
 * @param chainPermits how many more turns the chain could take, this one included; empty when there
 *     is no limit, or when this session holds its permit already
 * @param duplexPermits the same of the duplex model
 */
public record TurnFacts(
    String text,
    String language,
    boolean typed,
    OptionalDouble transcriptConfidence,
    boolean tools,
    ToolWords toolWords,
    boolean memory,
    Set<Answerer> usable,
    boolean duplexSpeaksLanguage,
    OptionalInt chainPermits,
    OptionalInt duplexPermits) {

  /** Copies the set. */
  public TurnFacts {
    if (transcriptConfidence.isPresent()
        && !(transcriptConfidence.getAsDouble() >= 0 && transcriptConfidence.getAsDouble() <= 1)) {
      throw new IllegalArgumentException(
          "transcriptConfidence must be from 0 to 1, not " + transcriptConfidence.getAsDouble());
    }
    usable = Set.copyOf(usable);
  }

  /**
   * A spoken turn that both can answer, without tools or memory, with capacity to spare.
   *
   * @param text see above
   * @param language see above
   */
  public static TurnFacts spoken(String text, String language) {
    return new TurnFacts(
        text,
        language,
        false,
        OptionalDouble.empty(),
        false,
        ToolWords.NONE,
        false,
        Set.of(Answerer.values()),
        true,
        OptionalInt.empty(),
        OptionalInt.empty());
  }

  /** How many more turns somebody could take; empty when there is no limit. */
  OptionalInt permits(Answerer answerer) {
    return answerer == Answerer.CHAIN ? chainPermits : duplexPermits;
  }
}
