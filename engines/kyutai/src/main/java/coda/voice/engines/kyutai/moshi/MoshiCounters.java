package coda.voice.engines.kyutai.moshi;

import java.util.concurrent.atomic.LongAdder;

/** What the streams of an engine have done, summed up. Any thread. */
final class MoshiCounters {
  final LongAdder sent = new LongAdder();
  final LongAdder silence = new LongAdder();
  final LongAdder dropped = new LongAdder();
  final LongAdder skipped = new LongAdder();
  final LongAdder heard = new LongAdder();
  final LongAdder damaged = new LongAdder();
  final LongAdder ignored = new LongAdder();
  final LongAdder handshakes = new LongAdder();
  final LongAdder lost = new LongAdder();

  MoshiFigures figures() {
    return new MoshiFigures(
        sent.sum(),
        silence.sum(),
        dropped.sum(),
        skipped.sum(),
        heard.sum(),
        damaged.sum(),
        ignored.sum(),
        handshakes.sum(),
        lost.sum());
  }
}
