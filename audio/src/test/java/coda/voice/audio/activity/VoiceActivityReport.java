package coda.voice.audio.activity;

import coda.voice.audio.Signals;
import coda.voice.audio.Speech;
import coda.voice.audio.wav.WavFile;
import coda.voice.audio.webrtc.WebRtcLibrary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Prints how often the speech detectors miss speech and how often they hear it where there is none,
 * as a table for {@code docs/voice-activity.md}. Each argument is a folder with WAV files of one
 * voice at 16 kHz; without arguments the voices of the test resources are used.
 */
final class VoiceActivityReport {
  static final List<String> NUMBERS = List.of("00", "03", "05", "08", "10", "12", "15", "18");

  private VoiceActivityReport() {}

  public static void main(String[] folders) throws IOException {
    Map<String, List<short[]>> voices = new LinkedHashMap<>();
    if (folders.length == 0) {
      voices.put("mary", sentences("mary"));
      voices.put("espeak", sentences("espeak"));
    }
    for (String folder : folders) {
      voices.put(Path.of(folder).getFileName().toString(), read(Path.of(folder)));
    }
    print(voices);
  }

  static List<short[]> sentences(String voice) {
    return NUMBERS.stream().map(number -> Speech.read(voice, number)).toList();
  }

  static Map<String, Supplier<SpeechDetector>> detectors() {
    Map<String, Supplier<SpeechDetector>> detectors = new LinkedHashMap<>();
    detectors.put("pure Java", () -> new EnergySpeechDetector(Speech.RATE));
    WebRtcLibrary library = WebRtcLibrary.shared();
    library.problem().ifPresent(problem -> System.out.println("WebRTC not measured: " + problem));
    if (library.available()) {
      detectors.put("WebRTC", () -> new WebRtcSpeechDetector(library, Speech.RATE));
    }
    return detectors;
  }

  /** Noise of a kind for a task, at a ratio of speech to noise. */
  static short[] noise(String kind, DetectionTask task, double snrDb) {
    double rms = task.speechRms() / Math.pow(10, snrDb / 20);
    return switch (kind) {
      case "white" -> Signals.white(rms, task.length(), 11);
      case "pink" -> Signals.pink(rms, task.length(), 12);
      case "babble" -> babble(rms, task.length());
      default -> throw new IllegalArgumentException(kind);
    };
  }

  /** Sixteen talkers at once, each beginning somewhere else and talking without pause. */
  private static short[] babble(double rms, int length) {
    List<short[]> talkers = new ArrayList<>(sentences("mary"));
    talkers.addAll(sentences("espeak"));
    double[] mixed = new double[length];
    for (int talker = 0; talker < talkers.size(); talker++) {
      int part = talker;
      int at = talker * 7_919 % talkers.get(talker).length;
      for (int i = 0; i < length; i++) {
        if (at == talkers.get(part).length) {
          part = (part + 5) % talkers.size();
          at = 0;
        }
        mixed[i] += talkers.get(part)[at++];
      }
    }
    double power = Arrays.stream(mixed).map(x -> x * x).average().orElse(1);
    double gain = rms / Math.sqrt(power);
    short[] babble = new short[length];
    for (int i = 0; i < length; i++) {
      babble[i] = (short) Math.clamp(Math.round(mixed[i] * gain), Short.MIN_VALUE, Short.MAX_VALUE);
    }
    return babble;
  }

  private static void print(Map<String, List<short[]>> voices) {
    System.out.println(
        "| detector | voice | noise | missed frames | false-alarm frames | sentences missed | false"
            + " starts |");
    System.out.println("|---|---|---|--:|--:|--:|--:|");
    detectors()
        .forEach(
            (name, open) ->
                voices.forEach(
                    (voice, sentences) -> {
                      DetectionTask task = new DetectionTask(sentences);
                      row(name, voice, "none", task, open, new short[task.length()]);
                      for (String kind : List.of("white", "pink", "babble")) {
                        for (int snr : new int[] {20, 10}) {
                          short[] noise = noise(kind, task, snr);
                          row(name, voice, kind + " " + snr + " dB", task, open, noise);
                        }
                      }
                    }));
  }

  private static void row(
      String name,
      String voice,
      String condition,
      DetectionTask task,
      Supplier<SpeechDetector> open,
      short[] noise) {
    try (SpeechDetector detector = open.get()) {
      var result = task.run(detector, noise);
      System.out.printf(
          "| %s | %s | %s | %.1f %% | %.1f %% | %d of %d | %d |%n",
          name,
          voice,
          condition,
          100 * result.missed(),
          100 * result.falseAlarms(),
          result.sentencesMissed(),
          result.sentences(),
          result.falseStarts());
    }
  }

  private static List<short[]> read(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.toString().endsWith(".wav"))
          .sorted()
          .map(file -> WavFile.read(file).mono())
          .toList();
    }
  }
}
