package coda.voice.storage;

import coda.voice.conversation.store.ConversationStore;
import org.junit.jupiter.api.AfterEach;

class H2MemoryStoreTest extends ConversationStoreConformance {
  private final DatabaseConversationStore store =
      DatabaseConversationStore.open(Database.Memory.fresh(), StoreSettings.DEFAULTS);

  @AfterEach
  void close() {
    store.close();
  }

  @Override
  ConversationStore store() {
    return store;
  }
}
