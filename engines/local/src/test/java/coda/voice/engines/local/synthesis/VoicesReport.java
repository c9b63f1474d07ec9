package coda.voice.engines.local.synthesis;

import static org.assertj.core.api.Assertions.assertThat;

import coda.voice.engine.Synthesizer;
import coda.voice.engine.Synthesizer.SpeechRequest;
import coda.voice.testkit.conformance.SpeechRecorder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

/**
 * Writes the table of {@code docs/voices.md} to {@code target/voices.md}. Not part of the ordinary
 * tests, because what it measures depends on the machine: {@code -Dtest=VoicesReport}.
 */
class VoicesReport {
  private static final int ROUNDS = 15;
  private static final List<String> SENTENCES =
      List.of(
          "It is a quarter to six.",
          "I work without a language model, so I know only a few things, but I know them well,"
              + " and I will gladly tell you more about each of them.");

  private final List<String> lines = new ArrayList<>();

  private record Timing(double firstMs, double allMs, Sound sound) {}

  @Test
  void shouldMeasureEveryVoice() throws IOException {
    try (ExecutorService inference = Executors.newFixedThreadPool(2);
        ExecutorService blocking = Executors.newVirtualThreadPerTaskExecutor()) {
      lines.add(
          "| voice | state | ready after | sentence | first audio | all | audio | RTF | level |");
      lines.add("|---|---|---|---|---|---|---|---|---|");
      measure("freetts", "cold", 1, () -> new FreeTtsSynthesizer(inference, 1, 1, 0));
      measure("freetts", "warm", ROUNDS, () -> new FreeTtsSynthesizer(inference, 1, 1));
      measure("marytts", "cold", 1, () -> new MaryTtsSynthesizer(inference, blocking, 1, 0));
      measure("marytts", "warm", ROUNDS, () -> new MaryTtsSynthesizer(inference, blocking, 1));
    }
    assertThat(lines).hasSize(2 + 4 * SENTENCES.size());
    Files.write(Path.of("target", "voices.md"), lines);
  }

  private void measure(String name, String state, int rounds, Supplier<Synthesizer> opening) {
    long began = System.nanoTime();
    try (Synthesizer engine = opening.get()) {
      engine.warmUp();
      double readyMs = (System.nanoTime() - began) / 1e6;
      for (String sentence : SENTENCES) {
        List<Timing> timings = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
          timings.add(time(engine, sentence));
        }
        double first = median(timings, Timing::firstMs);
        double all = median(timings, Timing::allMs);
        Sound sound = timings.getFirst().sound;
        lines.add(
            "| %s | %s | %.1f s | %d characters | %.0f ms | %.0f ms | %.1f s | %.3f | %.1f dBFS |"
                .formatted(
                    name,
                    state,
                    readyMs / 1000,
                    sentence.length(),
                    first,
                    all,
                    sound.seconds(),
                    all / 1000 / sound.seconds(),
                    sound.dbfs()));
      }
    }
  }

  private static double median(List<Timing> timings, ToDoubleFunction<Timing> of) {
    return timings.stream().mapToDouble(of).sorted().toArray()[timings.size() / 2];
  }

  private static Timing time(Synthesizer engine, String sentence) {
    long[] firstNanos = new long[1];
    SpeechRecorder recorder =
        new SpeechRecorder() {
          @Override
          public synchronized void onAudio(short[] samples) {
            firstNanos[0] = firstNanos[0] == 0 ? System.nanoTime() : firstNanos[0];
            super.onAudio(samples);
          }
        };
    long began = System.nanoTime();
    engine.speak(new SpeechRequest(sentence, "en", "", 1), recorder);
    assertThat(recorder.end()).isEqualTo("done");
    double all = (System.nanoTime() - began) / 1e6;
    double first = (firstNanos[0] - began) / 1e6;
    return new Timing(first, all, new Sound(recorder.audio(), engine.sampleRate()));
  }
}
