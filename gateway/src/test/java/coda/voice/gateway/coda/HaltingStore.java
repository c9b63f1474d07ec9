package coda.voice.gateway.coda;

import coda.voice.conversation.store.ConversationStore;
import coda.voice.conversation.store.StorageError;
import coda.voice.conversation.store.StorageException;
import coda.voice.storage.Database;
import coda.voice.storage.DatabaseConversationStore;
import coda.voice.storage.StoreSettings;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.concurrent.CountDownLatch;

/** A database in memory that hangs or is gone when it is told to. */
final class HaltingStore {
  private final ConversationStore real =
      DatabaseConversationStore.open(Database.Memory.fresh(), StoreSettings.DEFAULTS);
  private volatile CountDownLatch gate = new CountDownLatch(0);
  private volatile boolean gone;

  void hangs() {
    gate = new CountDownLatch(1);
  }

  void isGone() {
    gone = true;
  }

  void works() {
    gone = false;
    gate.countDown();
  }

  ConversationStore real() {
    return real;
  }

  /** Every call of it hangs or fails when it is told to, except that it can be closed. */
  ConversationStore store() {
    return (ConversationStore)
        Proxy.newProxyInstance(
            HaltingStore.class.getClassLoader(),
            new Class<?>[] {ConversationStore.class},
            (proxy, method, arguments) -> {
              if (!method.getName().equals("close")) {
                gate.await();
                if (gone) {
                  throw StorageException.passing(
                      StorageError.STORAGE_UNAVAILABLE, "gone", new IllegalStateException());
                }
              }
              try {
                return method.invoke(real, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }
}
