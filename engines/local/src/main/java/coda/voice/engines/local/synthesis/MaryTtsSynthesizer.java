package coda.voice.engines.local.synthesis;

import coda.voice.engine.Capacity;
import coda.voice.engine.EngineException;
import coda.voice.engine.Health;
import coda.voice.engine.Synthesizer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import javax.sound.sampled.AudioInputStream;
import marytts.LocalMaryInterface;
import marytts.exceptions.MaryConfigurationException;
import marytts.exceptions.SynthesisException;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Document;

/**
 * Speech of MaryTTS's voice {@code cmu-slt-hsmm}: English, 48 kHz. Has word times.
 *
 * <p>A sentence is planned first, which yields the times of its words and is where the rate is set;
 * then its audio is delivered while the rest is still being made. MaryTTS makes audio on threads of
 * its own and cannot be told to stop: what nobody wants any more is made to its end in the
 * background, and keeps its permit until then.
 *
 * <p>MaryTTS keeps its models in static fields, so they are shared by all instances and stay when
 * the last is closed.
 */
public final class MaryTtsSynthesizer implements Synthesizer {
  /** The name in the configuration. */
  public static final String NAME = "marytts";

  static final int SAMPLE_RATE = 48_000;

  private static final String VOICE = "cmu-slt-hsmm";

  /** Brings the voice to about −20 dBFS. */
  private static final double GAIN = 0.8;

  /** 20 ms. */
  private static final int READ_BYTES = SAMPLE_RATE / 50 * 2;

  private static final long WARM_UP_NANOS = TimeUnit.MILLISECONDS.toNanos(1_000);

  private final Executor blocking;
  private final Capacity capacity;
  private final SpeechQueue queue;
  private final long warmUpNanos;
  private volatile @Nullable Models models;
  private volatile Health health = Health.STARTING;

  /** The two halves of the work. Both may be used by many threads. */
  private record Models(LocalMaryInterface planner, LocalMaryInterface voice) {
    static Models load() throws MaryConfigurationException {
      LocalMaryInterface planner = new LocalMaryInterface();
      planner.setVoice(VOICE);
      planner.setInputType("TEXT");
      planner.setOutputType("ACOUSTPARAMS");
      LocalMaryInterface voice = new LocalMaryInterface();
      voice.setVoice(VOICE);
      voice.setInputType("ACOUSTPARAMS");
      voice.setOutputType("AUDIO");
      voice.setStreamingAudio(true);
      return new Models(planner, voice);
    }
  }

  /**
   * A synthesiser; {@link #warmUp} makes it work.
   *
   * @param inference runs sentences, rejects when it is full
   * @param blocking drains what nobody wants any more
   * @param permits how many sentences at once, waiting ones included
   */
  public MaryTtsSynthesizer(Executor inference, Executor blocking, int permits) {
    this(inference, blocking, permits, WARM_UP_NANOS);
  }

  MaryTtsSynthesizer(Executor inference, Executor blocking, int permits, long warmUpNanos) {
    this.warmUpNanos = warmUpNanos;
    this.blocking = blocking;
    this.capacity = new Capacity(NAME, permits);
    this.queue = new SpeechQueue(NAME, capacity, inference);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public int sampleRate() {
    return SAMPLE_RATE;
  }

  @Override
  public Set<String> languages() {
    return Set.of("en");
  }

  @Override
  public List<String> voices() {
    return List.of(VOICE);
  }

  @Override
  public Capacity capacity() {
    return capacity;
  }

  @Override
  public Health health() {
    return health;
  }

  /** Loads the models, then speaks for two and a half seconds to get the code compiled. */
  @Override
  public void warmUp() {
    try {
      Models loaded = Models.load();
      long began = System.nanoTime();
      while (System.nanoTime() - began < warmUpNanos) {
        for (String sentence : WarmUp.SENTENCES) {
          rehearse(loaded, sentence);
        }
      }
      models = loaded;
      health = Health.READY;
    } catch (MaryConfigurationException | SynthesisException | IOException | RuntimeException e) {
      health = Health.down(String.valueOf(e));
      throw EngineException.failed(NAME, e);
    }
  }

  private void rehearse(Models loaded, String sentence) throws SynthesisException, IOException {
    SpeechRequest request = new SpeechRequest(sentence, "en", "", 1);
    SpeechJob job = new SpeechJob(request, WarmUp.DEAF, new Capacity(NAME, 1).acquire());
    job.begin();
    speak(loaded, job);
  }

  @Override
  public Synthesis speak(SpeechRequest request, SpeechListener listener) {
    Models loaded = models;
    if (loaded == null || !health.usable()) {
      throw EngineException.unavailable(NAME, "it is not warmed up or closed");
    }
    Voices.check(NAME, voices(), request.voice());
    return queue.admit(request, listener, job -> speak(loaded, job));
  }

  private boolean speak(Models loaded, SpeechJob job) throws SynthesisException, IOException {
    SpeakableText text = SpeakableText.of(job.request().text());
    if (text.isSilent()) {
      return true;
    }
    SpeechOutput output = new SpeechOutput(job, SAMPLE_RATE, GAIN);
    WordFinder words = new WordFinder(text);
    for (String piece : Pieces.of(text.text())) {
      Document plan = loaded.planner.generateXML(piece);
      if (job.isOver()) {
        return true;
      }
      MaryPlan.fit(plan, words, job.request().rate(), output);
      AudioInputStream audio = loaded.voice.generateAudio(plan);
      if (!deliver(audio, job, output)) {
        return drained(audio, job);
      }
    }
    output.end();
    return true;
  }

  /** False when the job was over before the audio. */
  private static boolean deliver(AudioInputStream audio, SpeechJob job, SpeechOutput output)
      throws IOException {
    byte[] buffer = new byte[READ_BYTES];
    // Ends at 0 as well as at −1: so does the stream.
    for (int count = read(audio, buffer); count > 0; count = read(audio, buffer)) {
      for (int at = 0; at + 1 < count; at += 2) {
        output.write((short) (buffer[at] & 0xff | buffer[at + 1] << 8));
      }
      output.flush();
      if (job.isOver()) {
        return false;
      }
    }
    return true;
  }

  private static int read(AudioInputStream audio, byte[] buffer) throws IOException {
    return audio.read(buffer, 0, buffer.length);
  }

  /** Reads on to the end, in the background if possible: an unread stream keeps its thread. */
  private boolean drained(AudioInputStream audio, SpeechJob job) throws IOException {
    try {
      blocking.execute(() -> drainInBackground(audio, job));
      return false;
    } catch (RejectedExecutionException closing) {
      drain(audio);
      return true;
    }
  }

  private static void drainInBackground(AudioInputStream audio, SpeechJob job) {
    try {
      drain(audio);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      job.permit().close();
    }
  }

  private static void drain(AudioInputStream audio) throws IOException {
    byte[] buffer = new byte[8 * READ_BYTES];
    int count;
    do {
      count = read(audio, buffer);
    } while (count > 0);
  }

  @Override
  public void close() {
    health = Health.down("closed");
    models = null;
    queue.close();
  }
}
