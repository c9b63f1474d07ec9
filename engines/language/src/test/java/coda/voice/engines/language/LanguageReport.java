package coda.voice.engines.language;

import static org.awaitility.Awaitility.await;

import coda.voice.engine.LanguageModel;
import coda.voice.engine.LanguageModel.AnswerRequest;
import coda.voice.engine.LanguageModel.Dialogue;
import coda.voice.engine.LanguageModel.Generation;
import coda.voice.engines.language.ollama.OllamaProvider;
import coda.voice.testkit.conformance.AnswerRecorder;
import coda.voice.testkit.conformance.PlainScope;
import coda.voice.testkit.peers.chat.ScriptedAnswer;
import coda.voice.testkit.peers.chat.SeenRequest;
import coda.voice.testkit.peers.ollama.ScriptedOllama;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

/**
 * Writes the tables of {@code docs/language-models.md} to {@code target/language.md}: what the
 * engine itself costs, with a scripted server on the same machine that answers at once. Not part of
 * the ordinary tests, because what it measures depends on the machine: {@code
 * -Dtest=LanguageReport}.
 */
class LanguageReport extends ModelTest {
  private static final int ROUNDS = 200;

  private final ScriptedOllama ollama = ScriptedOllama.withOneModel();
  private final List<String> lines = new ArrayList<>();

  @Test
  void report() throws IOException {
    long start = System.nanoTime();
    LanguageModel model = warm(new OllamaProvider(), "url", ollama.url());
    double ready = millis(System.nanoTime() - start);

    lines.add("| what | value |");
    lines.add("|---|---|");
    lines.add("| libraries | %.1f MB |".formatted(megabytes()));
    lines.add("| open and warm up, cold JVM | %.0f ms |".formatted(ready));
    firstTokens(model);
    cancellation(model, "before the head", ScriptedAnswer.empty().hold(), "");
    cancellation(model, "before the first token", ScriptedAnswer.empty().head().hold(), "");
    cancellation(model, "in mid-stream", ScriptedAnswer.says("Well, ").hold(), "Well, ");
    ollama.close();
    Files.write(Path.of("target", "language.md"), lines);
    lines.forEach(System.out::println);
  }

  private void firstTokens(LanguageModel model) {
    List<Double> first = new ArrayList<>();
    try (Dialogue dialogue = model.open(new PlainScope())) {
      for (int i = 0; i < 2 * ROUNDS; i++) {
        long[] came = new long[1];
        AnswerRecorder answer = new AnswerRecorder();
        answer.reacting(told -> came[0] = came[0] == 0 ? System.nanoTime() : came[0]);
        long start = System.nanoTime();
        dialogue.answer(new AnswerRequest("hello", List.of(), true), answer);
        soon(answer::over);
        if (i >= ROUNDS) {
          first.add(millis(came[0] - start));
        }
      }
    }
    lines.add("| from the question to the first token | " + spread(first) + " |");
  }

  private void cancellation(LanguageModel model, String stage, ScriptedAnswer script, String text) {
    List<Double> gone = new ArrayList<>();
    try (Dialogue dialogue = model.open(new PlainScope())) {
      for (int i = 0; i < ROUNDS; i++) {
        int before = ollama.requests().size();
        ollama.next(script);
        AnswerRecorder answer = new AnswerRecorder();
        Generation generation =
            dialogue.answer(new AnswerRequest("hello", List.of(), true), answer);
        soon(() -> ollama.requests().size() > before && answer.text().equals(text));
        long start = System.nanoTime();
        generation.cancel();
        SeenRequest request = ollama.lastRequest();
        soon(request::aborted);
        gone.add(millis(request.abortedAt() - start));
      }
    }
    lines.add(
        "| from a cancellation %s to the server's noticing | %s |".formatted(stage, spread(gone)));
  }

  private static void soon(Callable<Boolean> what) {
    await()
        .atMost(PATIENCE)
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(1))
        .until(what);
  }

  private static String spread(List<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    return String.format(
        Locale.ROOT,
        "median %.1f ms, 99 %% within %.1f ms, all within %.1f ms",
        sorted.get(sorted.size() / 2),
        sorted.get((int) Math.ceil(sorted.size() * 0.99) - 1),
        sorted.getLast());
  }

  private static double megabytes() {
    long bytes =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
            .map(File::new)
            .filter(jar -> jar.getName().startsWith("langchain4j"))
            .mapToLong(File::length)
            .sum();
    return bytes / 1e6;
  }

  private static double millis(long nanos) {
    return nanos / 1e6;
  }
}
