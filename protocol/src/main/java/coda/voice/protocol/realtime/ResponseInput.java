package coda.voice.protocol.realtime;

/** What a response is made from instead of the conversation. */
public sealed interface ResponseInput {
  /**
   * An item that is in no conversation.
   *
   * @param item as given
   */
  record Given(Item item) implements ResponseInput {}

  /**
   * An item of the conversation.
   *
   * @param id of the item
   */
  record Reference(String id) implements ResponseInput {}
}
