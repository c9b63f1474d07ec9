package coda.voice.gateway.task;

/** Something done in the background, on a virtual thread of its own. It may block. */
@FunctionalInterface
public interface Task {
  /**
   * Does it once. Who is interrupted ends soon.
   *
   * @throws InterruptedException when it is to end
   * @throws Exception when it failed; it is logged, counted, and tried again
   */
  void run() throws Exception;
}
