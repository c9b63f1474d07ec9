package coda.voice.engine.gpu;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** An owner that holds what its component has reserved and gives back all it is asked for. */
class TestOwner implements GpuOwner {
  final List<Long> asked = Collections.synchronizedList(new ArrayList<>());
  volatile GpuComponent component;

  /**
   * What is really on the card; follows the books of the component unless a test says otherwise.
   */
  volatile long held = -1;

  @Override
  public long bytesHeld() {
    return held >= 0 ? held : component.reservedBytes();
  }

  @Override
  public long giveBack(long wanted) {
    asked.add(wanted);
    long before = bytesHeld();
    held = Math.max(0, before - wanted);
    return before - held;
  }
}
