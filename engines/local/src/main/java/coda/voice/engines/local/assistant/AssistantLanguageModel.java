package coda.voice.engines.local.assistant;

import coda.voice.engine.Capacity;
import coda.voice.engine.DialogueScope;
import coda.voice.engine.EngineException;
import coda.voice.engine.Health;
import coda.voice.engine.LanguageModel;
import java.util.Random;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/**
 * The assistant that needs no model. It understands a fixed set of skills, tolerates recognition
 * errors, and says so when it cannot do something. It answers in English, whatever the
 * conversation's language. May be used from any thread.
 */
public final class AssistantLanguageModel implements LanguageModel {
  /** Its name in the configuration. */
  public static final String NAME = "assistant";

  private static final int WARM_UP_SENTENCES = 20;

  private final Understanding understanding;
  private final Executor executor;
  private final Supplier<Random> randoms;
  private final Capacity capacity = Capacity.unlimited(NAME);
  private volatile Health health = Health.STARTING;

  /**
   * An assistant.
   *
   * @param understanding of its skills
   * @param executor runs a turn; each takes milliseconds
   * @param randoms makes the chance of one conversation: jokes, coins, ways to say something
   */
  public AssistantLanguageModel(
      Understanding understanding, Executor executor, Supplier<Random> randoms) {
    this.understanding = understanding;
    this.executor = executor;
    this.randoms = randoms;
  }

  /** It has its own skills, and no others. */
  @Override
  public boolean callsTools() {
    return false;
  }

  @Override
  public Dialogue open(DialogueScope scope) {
    if (health.state() == Health.State.DOWN) {
      throw EngineException.unavailable(NAME, "it is closed");
    }
    return new AssistantDialogue(understanding, capacity, executor, scope, randoms.get());
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public void warmUp() {
    for (String sentence : understanding.sentences().stream().limit(WARM_UP_SENTENCES).toList()) {
      understanding.candidates(sentence, true);
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
