package coda.voice.storage;

import coda.voice.conversation.Owner;
import coda.voice.conversation.store.Sitting;
import coda.voice.conversation.store.SittingTurn;
import coda.voice.conversation.store.StoredTurn;
import coda.voice.engine.LanguageModel.Message;
import coda.voice.engine.LanguageModel.Role;
import java.time.Instant;
import java.util.List;

/** Turns for tests. */
final class Samples {
  static final Owner ANNA = new Owner("acme", "anna");
  static final Owner BERT = new Owner("acme", "bert");
  static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  private Samples() {}

  static Sitting sitting(Owner owner, String conversation) {
    return sitting(owner, conversation, 1);
  }

  static Sitting sitting(Owner owner, String conversation, int nth) {
    return Sitting.begin(owner, conversation, NOON.toEpochMilli() + nth, 7);
  }

  static SittingTurn turn(Sitting sitting, int number) {
    return turn(sitting, number, 1, "What is " + number + "?", "It is " + number + ".");
  }

  static SittingTurn turn(Sitting sitting, int number, int revision, String said, String heard) {
    List<Message> lines =
        heard.isEmpty()
            ? List.of(new Message(Role.USER, said))
            : List.of(new Message(Role.USER, said), new Message(Role.ASSISTANT, heard));
    return new SittingTurn(sitting, turn(number, revision, lines));
  }

  static StoredTurn turn(int number, int revision, List<Message> lines) {
    Instant began = NOON.plusSeconds(number);
    return new StoredTurn(
        number,
        number,
        revision,
        began,
        began.plusMillis(500),
        "adaptive",
        "en-US",
        List.of("ollama", "marytts"),
        lines);
  }
}
