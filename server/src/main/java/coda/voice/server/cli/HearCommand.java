package coda.voice.server.cli;

import coda.voice.audio.AudioFrame;
import coda.voice.audio.FramePool;
import coda.voice.audio.resample.Resampler;
import coda.voice.audio.wav.WavAudio;
import coda.voice.audio.wav.WavFile;
import coda.voice.engine.EngineException;
import coda.voice.engine.EngineRegistry;
import coda.voice.engine.Recognizer;
import coda.voice.engine.Recognizer.Recognition;
import coda.voice.engine.Recognizer.RecognitionListener;
import coda.voice.engine.Recognizer.RecognitionRequest;
import coda.voice.engine.RecordingEar;
import coda.voice.engine.Transcript;
import coda.voice.server.config.EnginesConfig;
import coda.voice.server.solo.OpenEngine;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The recogniser alone: a WAV file becomes words. */
@Command(
    name = "hear",
    description = "Recognise a WAV file with the recogniser alone, and show how long it took.",
    footer = {
      "",
      "The file may have any of the usual rates and any number of channels; it is one utterance.",
      "",
      "Example:",
      "  coda hear question.wav --real-time"
    })
final class HearCommand implements Callable<Integer> {
  private final Supplier<EngineRegistry> engines;

  @Spec private CommandSpec spec;
  @Mixin private ConfigOptions config;

  @Parameters(paramLabel = "FILE.wav", description = "What to listen to.")
  private Path file;

  @Option(
      names = "--engine",
      paramLabel = "NAME",
      description = "The recogniser; without it, the one of the configuration.")
  private Optional<String> engine;

  @Option(
      names = "--language",
      paramLabel = "TAG",
      defaultValue = "en-US",
      description = "BCP 47; default: ${DEFAULT-VALUE}.")
  private String language;

  @Option(
      names = "--real-time",
      description =
          "Hand the sound over as a microphone would, not as fast as the recogniser takes it.")
  private boolean realTime;

  /**
   * The command.
   *
   * @param engines finds the engines
   */
  HearCommand(Supplier<EngineRegistry> engines) {
    this.engines = engines;
  }

  @Override
  public Integer call() throws InterruptedException {
    WavAudio audio = WavFile.read(file);
    EngineRegistry registry = engines.get();
    EnginesConfig chosen = config.load(registry, List.of()).engines();
    String name = engine.orElse(chosen.recognizer());
    try (OpenEngine<Recognizer> opened =
        OpenEngine.open(registry, Recognizer.class, name, chosen)) {
      int rate = opened.engine().sampleRate();
      short[] samples = Resampler.convert(audio.mono(), audio.sampleRate(), rate);
      out()
          .printf(
              "%s: %.2f s, %d channel(s) at %,d Hz%n",
              file.getFileName(), seconds(samples, rate), audio.channels(), audio.sampleRate());
      out().printf("%s at %,d Hz, ready after %,d ms%n", name, rate, opened.warmUpMs());
      hear(opened.engine(), samples);
    }
    return 0;
  }

  private void hear(Recognizer recognizer, short[] samples) throws InterruptedException {
    long began = System.nanoTime();
    Progress progress = new Progress(began);
    Recognition recognition = recognizer.open(new RecognitionRequest("hear", language), progress);
    RecordingEar ear = new RecordingEar(recognition);
    int rate = recognizer.sampleRate();
    int step = FramePool.samplesPerFrame(rate);
    FramePool pool = new FramePool(64);
    for (int at = 0; at < samples.length; at += step) {
      waitFor(began, at / step + 1L);
      AudioFrame frame = pool.lease(rate);
      try {
        ear.hear(frame.fill(samples, at, Math.min(step, samples.length - at)));
      } finally {
        frame.release();
      }
    }
    long endOfSound = System.nanoTime();
    recognition.finish();
    Transcript transcript = await(progress.result);
    long end = System.nanoTime();

    out().printf("Final: %s%n", transcript.isEmpty() ? "(no words)" : transcript.text());
    transcript.confidence().ifPresent(value -> out().printf("Confidence %.2f%n", value));
    double sound = seconds(samples, recognizer.sampleRate());
    out()
        .printf(
            "Final %,d ms after the last sound was handed over%s%n",
            (end - endOfSound) / 1_000_000,
            realTime
                ? ""
                : "; real-time factor %.3f"
                    .formatted((end - began) / 1e9 / Math.max(sound, 0.001)));
  }

  /** A frame can be handed over when a microphone would have recorded all of it. */
  private void waitFor(long began, long frames) {
    long due = began + frames * FramePool.FRAME_MS * 1_000_000L;
    while (realTime && System.nanoTime() < due) {
      LockSupport.parkNanos(due - System.nanoTime());
    }
  }

  private static Transcript await(CompletableFuture<Transcript> result) {
    try {
      return result.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof EngineException failure) {
        throw failure;
      }
      throw e;
    }
  }

  private static double seconds(short[] samples, int rate) {
    return (double) samples.length / rate;
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }

  /** Prints guesses as they come. */
  private final class Progress implements RecognitionListener {
    private final long began;
    private final CompletableFuture<Transcript> result = new CompletableFuture<>();

    Progress(long began) {
      this.began = began;
    }

    @Override
    public void onPartial(Transcript transcript) {
      out().printf("%7.2f s  … %s%n", (System.nanoTime() - began) / 1e9, transcript.text());
      out().flush();
    }

    @Override
    public void onFinal(Transcript transcript) {
      result.complete(transcript);
    }

    @Override
    public void onFailure(EngineException failure) {
      result.completeExceptionally(failure);
    }
  }
}
