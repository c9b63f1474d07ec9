package coda.voice.engine.ladder;

import coda.voice.engine.DialogueScope;
import coda.voice.engine.LanguageModel;
import java.util.List;

/**
 * Language models in the order in which they are asked.
 *
 * <p>An answer is handed on until its first character or tool call was delivered. Every model has a
 * dialogue of its own in a conversation, opened when it is asked for the first time; nothing is
 * lost by a change, for the history comes with every turn.
 *
 * <p>The ladder goes by the name of its first model. Its {@link #capacity()} counts answers, not
 * the models' permits: as many at once as all models carry together.
 */
public final class LanguageModelLadder extends EngineLadder<LanguageModel>
    implements LanguageModel {

  private final boolean callsTools;

  /**
   * A ladder; {@link #warmUp} makes it work. It owns the engines and closes them.
   *
   * @param models the first one first, at least one
   * @param settings how it behaves
   * @param clock its time; not closed by the ladder
   */
  public LanguageModelLadder(
      List<LanguageModel> models, LadderSettings settings, LadderClock clock) {
    super(new Rungs<>("language_model", models, settings, clock));
    callsTools = models.stream().anyMatch(LanguageModel::callsTools);
  }

  /** Whether one of its models does. */
  @Override
  public boolean callsTools() {
    return callsTools;
  }

  @Override
  public Dialogue open(DialogueScope scope) {
    return new LadderDialogue(rungs, scope);
  }
}
