package coda.voice.gateway.realtime;

import coda.voice.protocol.realtime.Item;
import coda.voice.protocol.realtime.ServerEvent;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** The items of a response: each has the next index when it begins. Used on the client's loop. */
final class ResponseOutput {
  private final String responseId;
  private final boolean beside;
  private final Items items;
  private final RealtimeOut out;
  private final TreeMap<Integer, Item> whole = new TreeMap<>();
  private int next;

  /**
   * An item that is being made.
   *
   * @param entry where it is kept
   * @param previous the item before it
   * @param index in the response
   */
  record Begun(Items.Entry entry, Optional<String> previous, int index) {
    String itemId() {
      return entry.id();
    }
  }

  /**
   * Of a response.
   *
   * @param responseId of the response
   * @param beside whether it belongs to no conversation
   * @param items where they are kept
   * @param out what is sent
   */
  ResponseOutput(String responseId, boolean beside, Items items, RealtimeOut out) {
    this.responseId = responseId;
    this.beside = beside;
    this.items = items;
    this.out = out;
  }

  String responseId() {
    return responseId;
  }

  /** Sends an event of an item. */
  void send(ServerEvent event) {
    out.send(event);
  }

  /**
   * An item begins.
   *
   * @param kept as the conversation has it
   * @param told as it is announced
   * @param line the session's name for what is said in it
   */
  Begun begin(Item kept, Item told, Optional<String> line) {
    Optional<String> previous = items.last();
    Begun begun = new Begun(items.add(kept, line), previous, next++);
    out.send(new ServerEvent.OutputItemAdded(responseId, begun.index(), told));
    ofConversation(new ServerEvent.ItemAdded(told, previous));
    return begun;
  }

  /** An item is whole, or as much of it as there will be. */
  void end(Begun begun, Item item) {
    begun.entry().become(item);
    whole.put(begun.index(), item);
    ofConversation(new ServerEvent.ItemDone(item, begun.previous()));
    out.send(new ServerEvent.OutputItemDone(responseId, begun.index(), item));
  }

  /** What belongs to no conversation is announced to none. */
  private void ofConversation(ServerEvent event) {
    if (!beside) {
      out.send(event);
    }
  }

  /** Those that are whole, in order. */
  List<Item> items() {
    return List.copyOf(whole.values());
  }
}
