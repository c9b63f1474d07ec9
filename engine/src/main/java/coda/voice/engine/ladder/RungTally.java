package coda.voice.engine.ladder;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** Counts what one engine of a ladder does. Any thread, cheap. */
final class RungTally {
  /** An engine with more codes than these has its further ones counted together. */
  private static final int MOST_CODES = 32;

  private static final String OTHER = "OTHER";

  final LongAdder asked = new LongAdder();
  final LongAdder delivered = new LongAdder();
  final LongAdder takenOver = new LongAdder();
  final LongAdder recovered = new LongAdder();
  final LongAdder skippedOpen = new LongAdder();
  final LongAdder skippedBusy = new LongAdder();
  private final Map<String, LongAdder> failed = new ConcurrentHashMap<>();

  void failed(String code) {
    String counted = failed.size() < MOST_CODES || failed.containsKey(code) ? code : OTHER;
    failed.computeIfAbsent(counted, any -> new LongAdder()).increment();
  }

  RungStatus.Counts counts() {
    Map<String, Long> byCode = new TreeMap<>();
    failed.forEach((code, count) -> byCode.put(code, count.sum()));
    return new RungStatus.Counts(
        asked.sum(),
        delivered.sum(),
        takenOver.sum(),
        recovered.sum(),
        skippedOpen.sum(),
        skippedBusy.sum(),
        byCode);
  }
}
