package coda.voice.conversation.reply;

import coda.voice.audio.resample.Resampler;
import coda.voice.conversation.playback.SpeechTrack;
import coda.voice.engine.EngineChange;
import coda.voice.engine.EngineException;
import coda.voice.engine.Synthesizer.SpeechListener;
import coda.voice.engine.Synthesizer.SpeechRequest;
import coda.voice.engine.Synthesizer.Synthesis;
import java.util.Arrays;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * One sentence on its way from the synthesiser into the track, resampled once. The engine's calls
 * come on its own threads and continue on the session's loop, where all state lives.
 */
final class SentenceSpeech implements SpeechListener {
  /**
   * Samples at a time: engines may hand over a whole sentence, and large arrays burden the heap.
   */
  private static final int PIECE = 8_192;

  private final Executor loop;
  private final ReplyVoice voice;
  private final SpeechTrack track;
  private final int textShift;
  private final Watcher watcher;
  private final Resampler resampler;
  private @Nullable Synthesis synthesis;
  private boolean over;

  SentenceSpeech(
      Executor loop, ReplyVoice voice, SpeechTrack track, int textShift, Watcher watcher) {
    this.loop = loop;
    this.voice = voice;
    this.track = track;
    this.textShift = textShift;
    this.watcher = watcher;
    this.resampler = new Resampler(voice.synthesizer().sampleRate(), voice.outputRate());
  }

  void start(String sentence) {
    double rate = Math.clamp(voice.rate().getAsDouble(), 0.5, 2.0);
    try {
      synthesis =
          voice
              .synthesizer()
              .speak(new SpeechRequest(sentence, voice.language(), voice.voice(), rate), this);
    } catch (EngineException e) {
      onFailure(e);
    }
  }

  /** Puts a sentence that was spoken before into the track. */
  static void lay(PreparedSpeech.Rendering rendering, ReplyVoice voice, SpeechTrack track) {
    int from = voice.synthesizer().sampleRate();
    Resampler resampler = new Resampler(from, voice.outputRate());
    rendering
        .words()
        .forEach(w -> track.markWord(w.textOffset(), w.sample() * voice.outputRate() / from));
    rendering.pieces().forEach(piece -> write(piece, resampler, track));
    end(resampler, track);
  }

  private static void write(short[] samples, Resampler resampler, SpeechTrack track) {
    short[] output = new short[resampler.maxOutput(Math.min(samples.length, PIECE))];
    for (int from = 0; from < samples.length; from += PIECE) {
      int taken = Math.min(samples.length - from, PIECE);
      int count = resampler.process(samples, from, taken, output, 0);
      track.write(Arrays.copyOf(output, count));
    }
  }

  private static void end(Resampler resampler, SpeechTrack track) {
    short[] output = new short[resampler.maxOutput(0)];
    int count = resampler.flush(output, 0);
    track.write(Arrays.copyOf(output, count));
    track.endSentence();
  }

  void cancel() {
    over = true;
    if (synthesis != null) {
      synthesis.cancel();
    }
  }

  @Override
  public void onAudio(short[] samples) {
    onLoop(
        () -> {
          write(samples, resampler, track);
          watcher.onAudio();
        });
  }

  @Override
  public void onWord(int textOffset, long sample) {
    onLoop(
        () ->
            track.markWord(
                textOffset + textShift,
                sample * voice.outputRate() / voice.synthesizer().sampleRate()));
  }

  @Override
  public void onEngineChange(EngineChange change) {
    onLoop(() -> watcher.onEngineChange(change));
  }

  @Override
  public void onDone() {
    onLoop(
        () -> {
          over = true;
          end(resampler, track);
          watcher.onDone();
        });
  }

  @Override
  public void onFailure(EngineException failure) {
    onLoop(
        () -> {
          over = true;
          watcher.onFailed(failure);
        });
  }

  private void onLoop(Runnable step) {
    loop.execute(
        () -> {
          if (!over) {
            step.run();
          }
        });
  }

  /** Told how the sentence comes along, on the loop. */
  interface Watcher {
    void onAudio();

    void onDone();

    void onEngineChange(EngineChange change);

    void onFailed(EngineException failure);
  }
}
