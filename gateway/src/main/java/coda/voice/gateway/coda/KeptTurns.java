package coda.voice.gateway.coda;

import coda.voice.ErrorCode;
import coda.voice.conversation.store.ConversationKeeper;
import coda.voice.conversation.store.ConversationKeeper.Earlier;
import coda.voice.conversation.store.Sitting;
import coda.voice.conversation.store.SittingTurn;
import coda.voice.conversation.store.StoredTurn;
import coda.voice.conversation.store.TurnSink;
import coda.voice.engine.LanguageModel.Message;
import coda.voice.protocol.coda.EventType;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/**
 * What a conversation has from storage and gives to it, and what the client is told of that. Used
 * on the connection's loop; only {@link #stored} and {@link #dropped} come from elsewhere.
 */
final class KeptTurns implements TurnSink, ConversationKeeper.Fate {
  private final ConnectionParts parts;
  private final ConversationKeeper keeper;
  private final Sitting sitting;
  private final Earlier earlier;
  private final List<Message> brought;
  private boolean broughtIsKept;
  private Runnable stopWatching = () -> {};

  /**
   * For one conversation.
   *
   * @param parts of the connection
   * @param keeper stores
   * @param id of the conversation
   * @param earlier what was said in it before
   * @param brought what the client says was said before; counts where nothing is stored
   */
  KeptTurns(
      ConnectionParts parts,
      ConversationKeeper keeper,
      String id,
      Earlier earlier,
      List<Message> brought) {
    this.parts = parts;
    this.keeper = keeper;
    this.earlier = earlier;
    this.brought = brought;
    this.broughtIsKept = brought.isEmpty() || earlier instanceof Earlier.Lines;
    this.sitting =
        Sitting.begin(
            parts.who().owner(),
            id,
            parts.loop().wallClockMillis(),
            ThreadLocalRandom.current().nextLong());
  }

  /** What the conversation begins with. */
  List<Message> history() {
    return earlier instanceof Earlier.Lines lines ? lines.history() : brought;
  }

  /** The client knows that the conversation begins: it is told how storage is. */
  void begin() {
    if (earlier instanceof Earlier.Unknown unknown) {
      Map<String, Object> data = about(unknown.why());
      data.put("history_loaded", false);
      parts.events().tell(EventType.STORAGE_DEGRADED, data, Optional.empty());
    }
    stopWatching = keeper.watch(trouble -> parts.loop().execute(() -> told(trouble)));
  }

  private void told(Optional<ErrorCode> trouble) {
    trouble.ifPresentOrElse(
        why -> parts.events().emit(EventType.STORAGE_DEGRADED, about(why)),
        () ->
            parts
                .events()
                .emit(
                    EventType.STORAGE_RECOVERED,
                    Map.of("conversation_id", sitting.conversation())));
  }

  private Map<String, Object> about(ErrorCode why) {
    Map<String, Object> data = new HashMap<>();
    data.put("conversation_id", sitting.conversation());
    data.put("code", why.code());
    return data;
  }

  /** The conversation is over; what waits is stored all the same. */
  void end() {
    stopWatching.run();
  }

  @Override
  public void onTurn(StoredTurn turn) {
    if (!keeper.storing()) {
      return;
    }
    if (!broughtIsKept) {
      broughtIsKept = true;
      keeper.keep(new SittingTurn(sitting, before(turn)), this);
    }
    int turnsBefore = earlier instanceof Earlier.Lines lines ? lines.turns() : 0;
    keeper.keep(new SittingTurn(sitting, turn.after(turnsBefore)), this);
  }

  private StoredTurn before(StoredTurn first) {
    Instant now = first.beganAt();
    return new StoredTurn(0, 0, 1, now, now, first.mode(), first.language(), List.of(), brought);
  }

  @Override
  public void stored(SittingTurn turn) {
    tell(EventType.TURN_STORED, data(turn));
  }

  @Override
  public void dropped(SittingTurn turn, ErrorCode why) {
    Map<String, Object> data = data(turn);
    data.put("code", why.code());
    tell(EventType.TURN_NOT_STORED, data);
  }

  private static Map<String, Object> data(SittingTurn turn) {
    Map<String, Object> data = new HashMap<>();
    data.put("conversation_id", turn.sitting().conversation());
    data.put("turn", turn.turn().number());
    data.put("revision", turn.turn().revision());
    return data;
  }

  private void tell(EventType type, Map<String, Object> data) {
    parts.loop().execute(() -> parts.events().emit(type, data));
  }
}
