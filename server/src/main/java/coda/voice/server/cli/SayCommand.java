package coda.voice.server.cli;

import static coda.voice.server.cli.CommandError.VOICE_UNKNOWN;

import coda.voice.audio.wav.WavWriter;
import coda.voice.conversation.reply.SentenceSplitter;
import coda.voice.conversation.reply.SpokenText;
import coda.voice.engine.EngineException;
import coda.voice.engine.EngineRegistry;
import coda.voice.engine.Speech;
import coda.voice.engine.Speech.Spoken;
import coda.voice.engine.Synthesizer;
import coda.voice.engine.Synthesizer.SpeechRequest;
import coda.voice.server.config.EnginesConfig;
import coda.voice.server.solo.OpenEngine;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The synthesiser alone: a text becomes a WAV file, sentence by sentence. */
@Command(
    name = "say",
    description = "Speak a text with the synthesiser alone, and show how long it took.",
    footer = {"", "Example:", "  coda say \"Good morning. It is half past nine.\" -o morning.wav"})
final class SayCommand implements Callable<Integer> {
  private final Supplier<EngineRegistry> engines;

  @Spec private CommandSpec spec;
  @Mixin private ConfigOptions config;

  @Parameters(paramLabel = "TEXT", arity = "1..*", description = "What to say.")
  private List<String> words;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE.wav",
      description = "Save the sound here.")
  private Optional<Path> output;

  @Option(names = "--play", description = "Play it on this machine.")
  private boolean play;

  @Option(
      names = "--engine",
      paramLabel = "NAME",
      description = "The synthesiser; without it, the one of the configuration.")
  private Optional<String> engine;

  @Option(
      names = "--voice",
      paramLabel = "NAME",
      description = "One of its voices; without it, its default.")
  private Optional<String> voice;

  @Option(
      names = "--language",
      paramLabel = "TAG",
      defaultValue = "en-US",
      description = "BCP 47; default: ${DEFAULT-VALUE}.")
  private String language;

  @Option(
      names = "--rate",
      paramLabel = "N",
      defaultValue = "1",
      description = "Speed, 0.5 to 2; default: ${DEFAULT-VALUE}.")
  private double rate;

  /**
   * The command.
   *
   * @param engines finds the engines
   */
  SayCommand(Supplier<EngineRegistry> engines) {
    this.engines = engines;
  }

  @Override
  public Integer call() throws InterruptedException {
    if (output.isEmpty() && !play) {
      throw new ParameterException(spec.commandLine(), "Give -o FILE.wav, --play or both");
    }
    if (!(rate >= 0.5 && rate <= 2)) {
      throw new ParameterException(spec.commandLine(), "--rate is " + rate + ", not 0.5 to 2");
    }
    List<String> sentences = sentences(String.join(" ", words));
    if (sentences.isEmpty()) {
      throw new ParameterException(spec.commandLine(), "There is nothing in the text to say");
    }
    EngineRegistry registry = engines.get();
    EnginesConfig chosen = config.load(registry, List.of()).engines();
    String name = engine.orElse(chosen.synthesizer());
    try (OpenEngine<Synthesizer> opened =
        OpenEngine.open(registry, Synthesizer.class, name, chosen)) {
      out()
          .printf(
              "%s at %,d Hz, ready after %,d ms%n",
              name, opened.engine().sampleRate(), opened.warmUpMs());
      say(opened.engine(), sentences);
    }
    return 0;
  }

  private List<String> sentences(String text) {
    SentenceSplitter splitter = new SentenceSplitter(Locale.forLanguageTag(language));
    List<String> pieces = new ArrayList<>(splitter.feed(text));
    pieces.addAll(splitter.finish());
    SpokenText spoken = new SpokenText();
    return pieces.stream().map(spoken::plain).filter(piece -> !piece.isBlank()).toList();
  }

  private void say(Synthesizer synthesizer, List<String> sentences) throws InterruptedException {
    String chosen = chosenVoice(synthesizer);
    int sampleRate = synthesizer.sampleRate();
    Speech speech = new Speech(synthesizer);
    List<Spoken> results = new ArrayList<>();
    try (Outputs outputs = new Outputs(output, play, sampleRate)) {
      out().printf("%12s %9s %9s  %s%n", "first audio", "all", "sound", "sentence");
      for (String sentence : sentences) {
        Spoken spoken =
            speech.speak(new SpeechRequest(sentence, language, chosen, rate), outputs::write);
        results.add(spoken);
        out()
            .printf(
                "%9.0f ms %6.0f ms %7.2f s  %s%n",
                spoken.firstAudioMs(),
                spoken.totalMs(),
                (double) spoken.samples() / sampleRate,
                spoken.text());
        out().flush();
      }
    }
    summarise(results, sampleRate);
  }

  private void summarise(List<Spoken> results, int sampleRate) {
    double seconds = results.stream().mapToLong(Spoken::samples).sum() / (double) sampleRate;
    double workSeconds = results.stream().mapToDouble(Spoken::totalMs).sum() / 1000;
    out()
        .printf(
            "%.2f s of sound in %.2f s of work: real-time factor %.3f; first audio after %.0f ms%n",
            seconds,
            workSeconds,
            seconds == 0 ? 0 : workSeconds / seconds,
            results.getFirst().firstAudioMs());
    output.ifPresent(file -> out().println("Saved to " + file));
  }

  private String chosenVoice(Synthesizer synthesizer) {
    String name = voice.orElse("");
    if (name.isEmpty() || synthesizer.voices().contains(name)) {
      return name;
    }
    throw new EngineException(
        VOICE_UNKNOWN,
        "%s has no voice '%s'; there is: %s"
            .formatted(synthesizer.name(), name, String.join(", ", synthesizer.voices())),
        "There is no such voice",
        null);
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }

  /** Where the sound goes. */
  private static final class Outputs implements AutoCloseable {
    private final Optional<WavWriter> file;
    private final Optional<LoudSpeaker> speaker;

    Outputs(Optional<Path> path, boolean play, int sampleRate) {
      speaker = play ? Optional.of(new LoudSpeaker(sampleRate)) : Optional.empty();
      file = path.map(to -> WavWriter.create(to, sampleRate, 1));
    }

    boolean write(short[] samples) {
      file.ifPresent(to -> to.write(samples, 0, samples.length));
      speaker.ifPresent(to -> to.write(samples));
      return true;
    }

    @Override
    public void close() {
      file.ifPresent(WavWriter::close);
      speaker.ifPresent(LoudSpeaker::close);
    }
  }
}
