package coda.voice.engines.local.turn;

import coda.voice.engines.local.english.Words;
import java.util.Set;
import java.util.regex.Pattern;

/** Beginnings: what people say first and then go on. */
final class Continuations {
  /** Commands by themselves, but as often the beginning of one. */
  private static final Pattern OFTEN_MORE =
      Pattern.compile(
          "(hello|hi|hey|okay|good (morning|afternoon|evening|day))( there)?( coda)?"
              + "|sorry|pardon|pardon me|excuse me|cancel|repeat|help|i need( some)? help"
              + "|remember .* is (called|named|on|in|at)"
              + "|(please )?(set|start|make|create)( a| an| the| another| my)?( new)? timer");

  /** Beginnings that are nothing by themselves. */
  private static final Set<String> OPENINGS =
      Set.of(
          "set",
          "add",
          "put",
          "convert",
          "multiply",
          "divide",
          "subtract",
          "calculate",
          "tell me",
          "give me",
          "show me",
          "remind me",
          "wake me",
          "wake me up",
          "remember",
          "how many",
          "how much",
          "how long",
          "what kind",
          "can you",
          "could you",
          "would you",
          "will you",
          "could you tell me",
          "can you tell me",
          "i would like",
          "i want you",
          "let us",
          "do you",
          "do you know",
          "hey coda can you",
          "hey coda could you",
          "turn",
          "count down");

  private Continuations() {}

  /** Whether a whole command is one that people often go on with. */
  static boolean likely(Words words) {
    return OFTEN_MORE.matcher(words.toString()).matches();
  }

  /** Whether the text is only the beginning of a sentence. */
  static boolean opening(Words words) {
    return OPENINGS.contains(words.toString());
  }
}
