package coda.voice.engines.local.synthesis;

import java.util.List;

class FreeTtsSynthesizerTest extends SynthesizerContract {
  FreeTtsSynthesizerTest() {
    super("freetts");
  }

  /** Its output threads; we speak on the caller's. */
  @Override
  List<Thread> threadsAtWork() {
    return Thread.getAllStackTraces().entrySet().stream()
        .filter(
            entry ->
                List.of(entry.getValue()).stream()
                    .anyMatch(frame -> frame.getClassName().startsWith("com.sun.speech")))
        .map(entry -> entry.getKey())
        .toList();
  }
}
