package coda.voice.engines.local.synthesis;

import java.util.List;

class MaryTtsSynthesizerTest extends SynthesizerContract {
  MaryTtsSynthesizerTest() {
    super("marytts");
  }

  /** Threads that make audio. */
  @Override
  List<Thread> threadsAtWork() {
    return Thread.getAllStackTraces().entrySet().stream()
        .filter(
            entry ->
                List.of(entry.getValue()).stream()
                    .anyMatch(frame -> frame.getClassName().startsWith("marytts")))
        .map(entry -> entry.getKey())
        .toList();
  }
}
