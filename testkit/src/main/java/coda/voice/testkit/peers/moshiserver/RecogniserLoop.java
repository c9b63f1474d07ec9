package coda.voice.testkit.peers.moshiserver;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The model loop all recognisers of a server share: it steps when any of them has a frame, so the
 * step counter is everybody's and stands still while nobody sends audio.
 */
final class RecogniserLoop implements AutoCloseable {
  private final List<RecogniserSlot> slots = new ArrayList<>();
  private final Thread thread;
  private long step;

  RecogniserLoop() {
    thread = Thread.ofVirtual().name("peer-recogniser").start(this::loop);
  }

  synchronized void enter(RecogniserSlot slot) {
    slots.add(slot);
    notifyAll();
  }

  synchronized void leave(RecogniserSlot slot) {
    slot.leave();
    slots.remove(slot);
  }

  synchronized void offer(RecogniserSlot slot, ClientSays message) {
    slot.offer(message);
    notifyAll();
  }

  private void loop() {
    try {
      while (true) {
        iterate(workers());
      }
    } catch (InterruptedException closing) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized List<RecogniserSlot> workers() throws InterruptedException {
    while (slots.stream().noneMatch(RecogniserSlot::hasWork)) {
      wait();
    }
    return List.copyOf(slots);
  }

  private void iterate(List<RecogniserSlot> all) throws InterruptedException {
    Map<RecogniserSlot, float[]> frames = new LinkedHashMap<>();
    for (RecogniserSlot slot : all) {
      slot.take(step).ifPresent(frame -> frames.put(slot, frame));
    }
    if (frames.isEmpty()) {
      return;
    }
    int ms = frames.keySet().stream().mapToInt(RecogniserSlot::stepMs).max().orElse(0);
    if (ms > 0) {
      Thread.sleep(ms); // the model thinks
    }
    step++;
    frames.forEach((slot, frame) -> slot.stepped(frame, step));
    all.forEach(slot -> slot.counted(step));
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
