package coda.voice.engines.kyutai.synthesis;

import static coda.voice.engine.EngineError.ENGINE_FAILED;
import static coda.voice.engine.EngineError.ENGINE_LOST;

import coda.voice.engine.Capacity.Permit;
import coda.voice.engine.EngineException;
import coda.voice.engine.Synthesizer.SpeechListener;
import coda.voice.engine.Synthesizer.Synthesis;
import coda.voice.engines.kyutai.messages.MessageWriter;
import coda.voice.engines.kyutai.messages.ServerMessage;
import coda.voice.engines.kyutai.slot.Slot;
import coda.voice.engines.kyutai.slot.SpeechServer;
import coda.voice.engines.kyutai.slot.Tenant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * One sentence on one connection. Apart from {@link #cancel} everything happens in the slot's turn.
 *
 * <p>The server makes audio faster than real time and nobody slows it down: a sentence comes as a
 * whole, and the caller's asking for one sentence after the other is what bounds it. A model that
 * does not find its end is stopped at many times the length the sentence can have.
 */
final class KyutaiSynthesis implements Synthesis, Tenant {
  private static final int SAMPLE_RATE = KyutaiSynthesizer.SAMPLE_RATE;
  private static final float SCALE = 32767;
  private static final int LONGEST_SECONDS = 10;
  private static final double LONGEST_SECONDS_PER_CHARACTER = 0.3;

  private final SpeechServer server;
  private final SynthesisSettings settings;
  private final SpokenWords words;
  private final WordAligner aligner;
  private final SpeechListener listener;
  private final Permit permit;
  private final AtomicBoolean over = new AtomicBoolean();
  private @Nullable Slot slot;
  private Future<?> deadline = CompletableFuture.completedFuture(null);
  private long samples;
  private double lastWordStopS;

  KyutaiSynthesis(
      SpeechServer server,
      SynthesisSettings settings,
      SpokenWords words,
      SpeechListener listener,
      Permit permit) {
    this.server = server;
    this.settings = settings;
    this.words = words;
    this.aligner = new WordAligner(words);
    this.listener = listener;
    this.permit = permit;
  }

  /** Before the slot tells anything. */
  void in(Slot taken) {
    slot = taken;
    deadline = taken.after(settings.firstAudioMs(), this::late);
  }

  private Slot slot() {
    Slot taken = slot;
    if (taken == null) {
      throw new IllegalStateException("used before it was opened");
    }
    return taken;
  }

  @Override
  public void onReady() {
    slot().send(MessageWriter.text(words.text()));
    slot().send(MessageWriter.endOfText());
  }

  @Override
  public void onMessage(ServerMessage message) {
    switch (message) {
      case ServerMessage.Text(String text, double startS, double stopS) -> {
        lastWordStopS = Math.max(lastWordStopS, stopS);
        aligner.next(text).ifPresent(offset -> listener.onWord(offset, sample(startS)));
      }
      case ServerMessage.Audio(float[] pcm) when pcm.length > 0 -> audio(pcm);
      default -> {}
    }
  }

  private static long sample(double seconds) {
    return Math.max(0, Math.round(seconds * SAMPLE_RATE));
  }

  private void audio(float[] pcm) {
    deadline.cancel(false);
    samples += pcm.length;
    double longest = LONGEST_SECONDS + LONGEST_SECONDS_PER_CHARACTER * words.text().length();
    if (samples > longest * SAMPLE_RATE) {
      slot().fail(runaway(longest));
      return;
    }
    short[] sound = new short[pcm.length];
    for (int i = 0; i < sound.length; i++) {
      sound[i] = (short) Math.round(Math.clamp(pcm[i], -1f, 1f) * SCALE);
    }
    deadline = slot().after(settings.firstAudioMs(), this::late);
    listener.onAudio(sound);
  }

  private EngineException runaway(double longest) {
    return new EngineException(
        ENGINE_FAILED,
        "Engine '%s': %s made more than %.0f s of audio of a sentence of %d characters and was stopped"
            .formatted(
                KyutaiSynthesizer.NAME, server.settings().base(), longest, words.text().length()),
        "A speech engine failed",
        null);
  }

  private void late() {
    slot()
        .failLate(
            "made no%s audio within %d ms (engines.%s.first_audio_ms)"
                .formatted(
                    samples == 0 ? "" : " more", settings.firstAudioMs(), KyutaiSynthesizer.NAME));
  }

  @Override
  public void cancel() {
    if (over.compareAndSet(false, true)) {
      permit.close();
      Slot taken = slot;
      if (taken != null) {
        taken.drop();
      }
    }
  }

  @Override
  public void onClosed() {
    if (samples == 0) {
      end(server.lost("it closed without a sound"));
    } else {
      complete();
    }
  }

  /** There is nothing to say. */
  void silent() {
    complete();
  }

  private void complete() {
    if (over.compareAndSet(false, true)) {
      deadline.cancel(false);
      permit.close();
      listener.onDone();
    }
  }

  @Override
  public void onFailure(EngineException failure) {
    // A connection that breaks instead of closing once everything is there has lost nothing.
    boolean allThere = aligner.complete() && samples >= sample(lastWordStopS);
    if (allThere && samples > 0 && failure.is(ENGINE_LOST)) {
      complete();
    } else {
      end(failure);
    }
  }

  private void end(EngineException failure) {
    if (over.compareAndSet(false, true)) {
      deadline.cancel(false);
      permit.close();
      listener.onFailure(failure);
    }
  }
}
