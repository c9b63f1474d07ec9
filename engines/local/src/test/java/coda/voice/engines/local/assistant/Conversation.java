package coda.voice.engines.local.assistant;

import coda.voice.engine.EngineException;
import coda.voice.engine.LanguageModel.AnswerListener;
import coda.voice.engine.LanguageModel.AnswerRequest;
import coda.voice.engine.LanguageModel.Dialogue;
import coda.voice.engine.LanguageModel.Generation;
import coda.voice.engine.LanguageModel.Message;
import coda.voice.engine.LanguageModel.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Talks with the assistant in virtual time, on the calling thread, with chance that is the same.
 */
final class Conversation {
  private static final Understanding UNDERSTANDING = Understanding.ofAllSkills();

  final TestScope scope = new TestScope();
  final AssistantLanguageModel model;
  final Dialogue dialogue;
  final List<Message> history = new ArrayList<>();
  List<String> deltas = List.of();

  Conversation() {
    this(1);
  }

  Conversation(long seed) {
    model = new AssistantLanguageModel(UNDERSTANDING, Runnable::run, () -> new Random(seed));
    dialogue = model.open(scope);
  }

  String type(String text) {
    return ask(text, false);
  }

  String speak(String text) {
    return ask(text, true);
  }

  /** Begins an answer that may be thrown away. */
  Tentative tentatively(String text) {
    Collected collected = new Collected();
    Generation generation =
        dialogue.answer(new AnswerRequest(text, history, true, true, List.of()), collected);
    return new Tentative(text, generation, collected);
  }

  /**
   * An answer that was begun.
   *
   * @param text the question
   * @param generation its handle
   * @param collected what came of it
   */
  record Tentative(String text, Generation generation, Collected collected) {
    String answer() {
      return String.join("", collected.deltas);
    }

    boolean complete() {
      return collected.done == 1;
    }
  }

  private String ask(String text, boolean spoken) {
    Collected collected = new Collected();
    dialogue.answer(new AnswerRequest(text, history, spoken), collected);
    if (collected.done != 1) {
      throw new AssertionError("ended " + collected.done + " times");
    }
    deltas = collected.deltas;
    String answer = String.join("", deltas);
    heard(text, answer);
    return answer;
  }

  /** Was said by both. */
  void heard(String text, String answer) {
    history.add(new Message(Role.USER, text));
    if (!answer.isEmpty()) {
      history.add(new Message(Role.ASSISTANT, answer));
    }
  }

  /** Remembers what it was told. */
  static final class Collected implements AnswerListener {
    final List<String> deltas = new ArrayList<>();
    int done;

    @Override
    public void onText(String delta) {
      deltas.add(delta);
    }

    @Override
    public void onDone() {
      done++;
    }

    @Override
    public void onFailure(EngineException failure) {
      throw new AssertionError(failure);
    }
  }
}
