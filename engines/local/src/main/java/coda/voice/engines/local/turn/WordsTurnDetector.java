package coda.voice.engines.local.turn;

import coda.voice.engine.Capacity;
import coda.voice.engine.Health;
import coda.voice.engine.TurnDetector;
import coda.voice.engines.local.assistant.Understanding;
import coda.voice.engines.local.english.Words;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.Consumer;

/**
 * Judges by the words heard so far, in English. A whole command of the assistant is complete unless
 * it is one that people often go on with; an ending that no sentence has ("and", "um", "the",
 * digits being dictated) promises more; anything else it cannot tell, and neither can it in any
 * other language. Any thread; a fraction of a millisecond once warm, so fit for event loops.
 */
final class WordsTurnDetector implements TurnDetector {
  static final String NAME = "words";

  private final Understanding understanding;
  private final Capacity capacity = Capacity.unlimited(NAME);
  private volatile Health health = Health.STARTING;

  /**
   * A detector.
   *
   * @param understanding knows the whole commands
   */
  WordsTurnDetector(Understanding understanding) {
    this.understanding = understanding;
  }

  @Override
  public TurnWatch open(Consumer<TurnOutlook> later) {
    return TurnWatch.of(this::judge, capacity.acquire());
  }

  TurnOutlook judge(TurnEvidence evidence) {
    String text = evidence.partial();
    Words words = Words.of(text);
    if (words.isEmpty() || words.cut() || !english(evidence.language())) {
      return TurnOutlook.UNKNOWN;
    }
    if (Endings.unfinished(words) || Numbers.dictated(words)) {
      return TurnOutlook.INCOMPLETE;
    }
    if (understanding.isWholeCommand(text)) {
      return Continuations.likely(words) || Numbers.mayGrow(words)
          ? TurnOutlook.UNKNOWN
          : TurnOutlook.COMPLETE;
    }
    boolean more =
        Endings.leadsOn(words)
            || Endings.openPunctuation(text)
            || Continuations.opening(words)
            || lacksItsUnit(words);
    return more ? TurnOutlook.INCOMPLETE : TurnOutlook.UNKNOWN;
  }

  /** Whether a number at the end would make a command if only its unit followed. */
  private boolean lacksItsUnit(Words words) {
    return Numbers.ends(words)
        && (understanding.isWholeCommand(words + " minutes")
            || understanding.isWholeCommand(words + " dice"));
  }

  private static boolean english(String language) {
    return language.toLowerCase(Locale.ROOT).startsWith("en");
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public void warmUp() {
    List<String> heard =
        List.of("what", "what is the", "set a timer for ten", "tell me a joke", "my name is");
    for (int round = 0; round < 40; round++) {
      heard.forEach(text -> judge(new TurnEvidence(text, 1_000, "en", OptionalDouble.empty())));
    }
    health = Health.READY;
  }

  @Override
  public Health health() {
    return health;
  }

  @Override
  public Capacity capacity() {
    return capacity;
  }

  @Override
  public void close() {
    health = Health.down("closed");
  }
}
