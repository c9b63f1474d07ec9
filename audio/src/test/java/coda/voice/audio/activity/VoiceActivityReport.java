package coda.voice.audio.activity;

import coda.voice.audio.Signals;
import coda.voice.audio.Speech;
import coda.voice.audio.resample.Resampler;
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
 * Measures how often the speech detectors miss speech and how often they hear it where there is
 * none, for {@code docs/voice-activity.md}.
 */
final class VoiceActivityReport {
  static final List<String> NUMBERS = List.of("00", "03", "05", "08", "10", "12", "15", "18");
  static final List<Condition> CONDITIONS =
      List.of(
          new Condition("none", 0),
          new Condition("white", 20),
          new Condition("white", 10),
          new Condition("pink", 20),
          new Condition("pink", 10),
          new Condition("babble", 20),
          new Condition("babble", 10));

  /**
   * What is added to the sentences.
   *
   * @param noise its kind
   * @param snrDb how far it lies below the speech, in dB
   */
  record Condition(String noise, int snrDb) {
    boolean clean() {
      return noise.equals("none");
    }

    @Override
    public String toString() {
      return clean() ? noise : noise + " " + snrDb + " dB";
    }
  }

  /** A row of the table. */
  record Row(String detector, String voice, Condition condition, DetectionTask.Result result) {
    String markdown() {
      return "| %s | %s | %s | %.1f %% | %.1f %% | %d of %d | %d |"
          .formatted(
              detector,
              voice,
              condition,
              100 * result.missed(),
              100 * result.falseAlarms(),
              result.sentencesMissed(),
              result.sentences(),
              result.falseStarts());
    }
  }

  private VoiceActivityReport() {}

  static List<Row> measure(Map<String, List<short[]>> voices) {
    List<Row> rows = new ArrayList<>();
    for (var detector : detectors().entrySet()) {
      for (var voice : voices.entrySet()) {
        DetectionTask task = new DetectionTask(voice.getValue());
        for (Condition condition : CONDITIONS) {
          short[] noise =
              condition.clean()
                  ? new short[task.length()]
                  : noise(condition.noise(), task, condition.snrDb());
          try (SpeechDetector opened = detector.getValue().get()) {
            rows.add(
                new Row(detector.getKey(), voice.getKey(), condition, task.run(opened, noise)));
          }
        }
      }
    }
    return rows;
  }

  static String table(List<Row> rows) {
    StringBuilder table =
        new StringBuilder(
            """
            | detector | voice | added noise | missed | false alarms | sentences missed | false starts |
            |---|---|---|--:|--:|--:|--:|
            """);
    rows.forEach(row -> table.append(row.markdown()).append('\n'));
    return table.toString();
  }

  static List<short[]> sentences(String voice) {
    return NUMBERS.stream().map(number -> Speech.read(voice, number)).toList();
  }

  private static Map<String, Supplier<SpeechDetector>> detectors() {
    Map<String, Supplier<SpeechDetector>> detectors = new LinkedHashMap<>();
    detectors.put("pure Java", () -> new EnergySpeechDetector(Speech.RATE));
    WebRtcLibrary library = WebRtcLibrary.shared();
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

  static List<short[]> read(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.toString().endsWith(".wav"))
          .sorted()
          .map(WavFile::read)
          .map(wav -> Resampler.convert(wav.mono(), wav.sampleRate(), Speech.RATE))
          .toList();
    }
  }
}
