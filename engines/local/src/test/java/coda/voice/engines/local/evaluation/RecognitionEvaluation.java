package coda.voice.engines.local.evaluation;

import coda.voice.audio.AudioFrame;
import coda.voice.audio.FramePool;
import coda.voice.audio.wav.WavFile;
import coda.voice.engine.EngineException;
import coda.voice.engine.Recognizer.Recognition;
import coda.voice.engine.Recognizer.RecognitionListener;
import coda.voice.engine.Recognizer.RecognitionRequest;
import coda.voice.engine.Transcript;
import coda.voice.engines.local.assistant.AssistantDomain;
import coda.voice.engines.local.assistant.Understanding;
import coda.voice.engines.local.recognition.Sphinx4Recognizer;
import coda.voice.engines.local.skills.Heard;
import coda.voice.engines.local.synthesis.FreeTtsSynthesizer;
import coda.voice.engines.local.synthesis.Spoken;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;

/**
 * Measures how well speech reaches the right skill: recogniser and understanding together.
 *
 * <p>Sets: the utterances spoken for this project (espeak-ng variants, from the test resources, and
 * FreeTTS, spoken on the spot), on which limits were chosen, and two voices kept apart as a check.
 * Each clean and with white noise at 20 dB. Arguments: {@code --real-time} feeds audio as it would
 * be spoken and reports the latency of the final transcript, for the check sets alone; {@code
 * --quiet} leaves single utterances out.
 */
public final class RecognitionEvaluation {
  /** Which skills are right for what kind of sentence. */
  private static final Map<String, Set<String>> SKILLS =
      Map.ofEntries(
          Map.entry("greeting", Set.of("greeting", "how-are-you")),
          Map.entry("identity", Set.of("who-are-you")),
          Map.entry("help", Set.of("help")),
          Map.entry("time", Set.of("time")),
          Map.entry("date", Set.of("date")),
          Map.entry("day", Set.of("day")),
          Map.entry("arithmetic", Set.of("arithmetic")),
          Map.entry("conversion", Set.of("conversion")),
          Map.entry("timer", Set.of("set-timer", "list-timers", "cancel-timer")),
          Map.entry("shopping", Set.of("add-to-list", "read-list", "clear-list")),
          Map.entry("memory", Set.of("remember", "recall")),
          Map.entry("chance", Set.of("flip-coin", "roll-dice")),
          Map.entry("joke", Set.of("joke")),
          Map.entry("repeat", Set.of("repeat")),
          Map.entry("pace", Set.of("speaking-rate")),
          Map.entry("stop", Set.of("stop")),
          Map.entry("thanks", Set.of("thank-you")),
          Map.entry("goodbye", Set.of("goodbye")),
          Map.entry("none", Set.of("none")));

  private static final Understanding UNDERSTANDING = Understanding.ofAllSkills();
  private static final int RATE = 16_000;
  private static final int SILENCE = RATE * 3 / 10;

  private final Sphinx4Recognizer recognizer =
      new Sphinx4Recognizer(new AssistantDomain(), 2, 60_000);
  private final FreeTtsSynthesizer freeTts = new FreeTtsSynthesizer(Runnable::run, 1, 1);
  private final FramePool frames = new FramePool(4);
  private final boolean realTime;
  private final boolean quiet;

  private RecognitionEvaluation(Set<String> options) {
    realTime = options.contains("--real-time");
    quiet = options.contains("--quiet");
  }

  private record Sentence(String expected, String text, short[] samples) {}

  private record Result(String text, double latencyMs, double decodingMs) {}

  /** Runs it. */
  public static void main(String[] arguments) throws IOException {
    new RecognitionEvaluation(Set.copyOf(Arrays.asList(arguments))).run();
    System.exit(0);
  }

  private void run() throws IOException {
    recognizer.warmUp();
    freeTts.warmUp();
    System.out.println(
        "| set | noise | right skill, of covered | wrong action, of all else | time / audio |"
            + " final after the end, median / worst |");
    System.out.println("|---|---|---|---|---|---|");
    for (int snr : new int[] {99, 20}) {
      if (!realTime) {
        report("own, espeak-ng", snr, recorded("covered"), recorded("uncovered"));
        report("own, FreeTTS", snr, spoken("covered"), spoken("uncovered"));
      }
      List<Sentence> mary = recorded("mary");
      report("check, MaryTTS", snr, mary, List.of());
      List<Sentence> espeak = recorded("espeak");
      report("check, espeak-ng", snr, espeak, List.of());
    }
  }

  private static List<String[]> lines(String resource) throws IOException {
    try (InputStream in =
        Objects.requireNonNull(RecognitionEvaluation.class.getResourceAsStream(resource))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .map(line -> line.split("\t"))
          .toList();
    }
  }

  private static List<Sentence> recorded(String set) throws IOException {
    List<Sentence> sentences = new ArrayList<>();
    int number = 0;
    for (String[] line : lines("/evaluation/" + set + ".tsv")) {
      String file = "/speech/%s/%02d.wav".formatted(set, number++);
      try (InputStream in =
          Objects.requireNonNull(RecognitionEvaluation.class.getResourceAsStream(file))) {
        sentences.add(new Sentence(line[0], line[1], WavFile.read(in).mono()));
      }
    }
    return sentences;
  }

  private List<Sentence> spoken(String set) throws IOException {
    List<Sentence> sentences = new ArrayList<>();
    for (String[] line : lines("/evaluation/" + set + ".tsv")) {
      sentences.add(new Sentence(line[0], line[1], Spoken.by(freeTts, line[1], 0)));
    }
    return sentences;
  }

  private void report(String name, int snr, List<Sentence> first, List<Sentence> second) {
    int covered = 0;
    int right = 0;
    int others = 0;
    int wrong = 0;
    double decoding = 0;
    double audio = 0;
    List<Double> latencies = new ArrayList<>();
    Random random = new Random(snr);
    List<Sentence> all = new ArrayList<>(first);
    all.addAll(second);
    StringBuilder details = new StringBuilder();
    for (Sentence sentence : all) {
      short[] samples = padded(sentence.samples(), snr, random);
      Result result = recognize(samples);
      String skill = skill(result.text());
      boolean hit = Objects.requireNonNull(SKILLS.get(sentence.expected())).contains(skill);
      if (sentence.expected().equals("none")) {
        others++;
        wrong += hit ? 0 : 1;
      } else {
        covered++;
        right += hit ? 1 : 0;
      }
      decoding += result.decodingMs();
      audio += samples.length / 16.0;
      latencies.add(result.latencyMs());
      details.append(
          "%s  %-50s %-50s %s%n"
              .formatted(hit ? "  " : "NO", sentence.text(), result.text(), skill));
    }
    latencies.sort(null);
    System.out.printf(
        "| %s | %s | %s | %s | %s | %s |%n",
        name,
        snr > 90 ? "none" : snr + " dB",
        share(right, covered),
        share(wrong, others),
        realTime ? "" : "%.2f".formatted(decoding / audio),
        realTime
            ? "%.0f / %.0f ms".formatted(latencies.get(latencies.size() / 2), latencies.getLast())
            : "");
    if (!quiet) {
      System.err.println("\n" + name + ", noise " + snr + "\n" + details);
    }
  }

  private static String share(int part, int all) {
    return all == 0 ? "" : "%d of %d (%.0f %%)".formatted(part, all, 100.0 * part / all);
  }

  private static String skill(String text) {
    if (text.isBlank()) {
      return "none";
    }
    return UNDERSTANDING.candidates(text, true).stream()
        .filter(c -> c.owner().takes(new Heard(text, true, c.match()), new FreshConversation()))
        .findFirst()
        .map(c -> c.owner().name())
        .orElse("none");
  }

  /** With 300 ms before and after, as the session delivers it, and noise. */
  private static short[] padded(short[] speech, int snr, Random random) {
    double energy = 0;
    for (short sample : speech) {
      energy += (double) sample * sample;
    }
    double noise = snr > 90 ? 0 : Math.sqrt(energy / speech.length) / Math.pow(10, snr / 20.0);
    short[] padded = new short[speech.length + 2 * SILENCE];
    for (int i = 0; i < padded.length; i++) {
      int at = i - SILENCE;
      double sample = at >= 0 && at < speech.length ? speech[at] : 0;
      padded[i] =
          (short) Math.clamp(Math.round(sample + random.nextGaussian() * noise), -32_768, 32_767);
    }
    return padded;
  }

  private Result recognize(short[] samples) {
    CompletableFuture<Transcript> end = new CompletableFuture<>();
    long began = System.nanoTime();
    Recognition recognition =
        recognizer.open(new RecognitionRequest("evaluation", "en"), new Ending(end));
    int size = FramePool.samplesPerFrame(RATE);
    for (int at = 0; at < samples.length; at += size) {
      if (realTime) {
        long due = began + (at + size) * 1_000_000_000L / RATE;
        while (System.nanoTime() < due) {
          LockSupport.parkNanos(due - System.nanoTime());
        }
      }
      AudioFrame frame = frames.lease(RATE);
      recognition.hear(frame.fill(samples, at, Math.min(size, samples.length - at)));
      frame.release();
    }
    long finished = System.nanoTime();
    recognition.finish();
    Transcript transcript = end.join();
    long now = System.nanoTime();
    return new Result(transcript.text(), (now - finished) / 1e6, (now - began) / 1e6);
  }

  private record Ending(CompletableFuture<Transcript> end) implements RecognitionListener {
    @Override
    public void onPartial(Transcript transcript) {
      // only the end counts
    }

    @Override
    public void onFinal(Transcript transcript) {
      end.complete(transcript);
    }

    @Override
    public void onFailure(EngineException failure) {
      end.completeExceptionally(failure);
    }
  }
}
