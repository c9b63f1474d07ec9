package coda.voice.engines.local.turn;

import coda.voice.engines.local.english.Words;
import java.util.Set;
import java.util.regex.Pattern;

/** What people say first and then go on, and what they never go on with. */
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

  /** Question words by themselves: mostly a beginning, sometimes "what?". */
  private static final Set<String> QUESTION_WORDS =
      Set.of("what", "which", "who", "whose", "where", "when", "how");

  /** Whole by themselves, and nobody goes on with them. */
  private static final Set<String> LAST_WORDS =
      Set.of(
          "stop",
          "stop it",
          "stop that",
          "stop talking",
          "be quiet",
          "quiet",
          "shut up",
          "never mind",
          "forget it",
          "that is enough",
          "that is all",
          "goodbye",
          "bye",
          "bye bye",
          "good night",
          "see you later",
          "see you tomorrow",
          "thank you",
          "thank you very much",
          "thank you so much",
          "thanks",
          "thanks a lot",
          "yes",
          "yes please",
          "no",
          "no thank you",
          "no thanks");

  private Continuations() {}

  /** Whether the text is something that nobody goes on with. */
  static boolean never(Words words) {
    return LAST_WORDS.contains(words.toString());
  }

  /** Whether the text is a question word and nothing else. */
  static boolean questionWord(Words words) {
    return QUESTION_WORDS.contains(words.toString());
  }

  /** Whether a whole command is one that people often go on with. */
  static boolean likely(Words words) {
    return OFTEN_MORE.matcher(words.toString()).matches();
  }

  /** Whether the text is only the beginning of a sentence. */
  static boolean opening(Words words) {
    return OPENINGS.contains(words.toString());
  }
}
