package coda.voice.engine.ladder;

import coda.voice.engine.DialogueScope;
import coda.voice.engine.LanguageModel;
import coda.voice.engine.LanguageModel.AnswerListener;
import coda.voice.engine.LanguageModel.AnswerRequest;
import coda.voice.engine.LanguageModel.Dialogue;
import coda.voice.engine.LanguageModel.Generation;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;

/** One conversation with a ladder of models: a dialogue with each that was asked. */
final class LadderDialogue implements Dialogue {
  private final Rungs<LanguageModel> rungs;
  private final DialogueScope scope;
  private final AtomicReferenceArray<Dialogue> dialogues;
  private final AtomicInteger told = new AtomicInteger();
  private volatile boolean closed;

  LadderDialogue(Rungs<LanguageModel> rungs, DialogueScope scope) {
    this.rungs = rungs;
    this.scope = scope;
    this.dialogues = new AtomicReferenceArray<>(rungs.size());
  }

  @Override
  public Generation answer(AnswerRequest request, AnswerListener listener) {
    AnswerWork work = new AnswerWork(rungs, this, request, listener, told::getAndSet);
    work.start();
    return work;
  }

  /** The dialogue with one model, opened now if need be. */
  Dialogue with(LanguageModel model, int index) {
    Dialogue there = dialogues.get(index);
    if (there != null) {
      return there;
    }
    Dialogue opened = model.open(scope);
    if (!dialogues.compareAndSet(index, null, opened)) {
      opened.close();
      return dialogues.get(index);
    }
    if (closed) {
      // Closing may have come past before this one was there.
      opened.close();
    }
    return opened;
  }

  @Override
  public void close() {
    closed = true;
    for (int i = 0; i < dialogues.length(); i++) {
      Dialogue opened = dialogues.get(i);
      if (opened != null) {
        opened.close();
      }
    }
  }
}
