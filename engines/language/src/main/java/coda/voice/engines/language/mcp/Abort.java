package coda.voice.engines.language.mcp;

import java.util.ArrayList;
import java.util.List;

/** What ends a piece of work before its time, from any thread. */
final class Abort {
  private final List<Runnable> actions = new ArrayList<>();
  private boolean aborted;

  /** What is to be done; at once if it was aborted already. */
  void with(Runnable action) {
    synchronized (this) {
      if (!aborted) {
        actions.add(action);
        return;
      }
    }
    action.run();
  }

  void now() {
    List<Runnable> todo;
    synchronized (this) {
      aborted = true;
      todo = List.copyOf(actions);
      actions.clear();
    }
    todo.forEach(Runnable::run);
  }
}
