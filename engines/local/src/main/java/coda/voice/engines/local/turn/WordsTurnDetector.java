package coda.voice.engines.local.turn;

import coda.voice.engine.Capacity;
import coda.voice.engine.Health;
import coda.voice.engine.TurnDetector;
import coda.voice.engines.local.assistant.Understanding;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Consumer;

/**
 * Judges by the words heard so far, and by the recogniser's own prediction of the pause where the
 * words leave room for it ({@link PausePrediction}).
 *
 * <p>English is understood: whole commands and questions end a turn soon, open endings keep it
 * open. Of a few other languages the words that no sentence ends in are known; of the rest nothing
 * is. Any thread; a fraction of a millisecond once warm, so fit for event loops.
 */
final class WordsTurnDetector implements TurnDetector {
  static final String NAME = "words";

  private final EnglishSentences english;
  private final Capacity capacity = Capacity.unlimited(NAME);
  private volatile Health health = Health.STARTING;

  /**
   * A detector.
   *
   * @param understanding knows the whole commands
   */
  WordsTurnDetector(Understanding understanding) {
    this.english = new EnglishSentences(understanding);
  }

  @Override
  public TurnWatch open(Consumer<TurnOutlook> later) {
    return TurnWatch.of(this::judge, capacity.acquire());
  }

  TurnOutlook judge(TurnEvidence evidence) {
    return PausePrediction.with(
        words(evidence.partial(), OpenEndings.primary(evidence.language())), evidence.pause());
  }

  private TurnOutlook words(String text, String language) {
    return language.equals("en")
        ? english.judge(text)
        : OpenEndings.of(language).map(endings -> endings.judge(text)).orElse(Outlooks.UNKNOWN);
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
