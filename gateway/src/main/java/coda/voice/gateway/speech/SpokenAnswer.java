package coda.voice.gateway.speech;

import coda.voice.audio.resample.Resampler;
import coda.voice.engine.Speech;
import coda.voice.engine.Synthesizer;
import coda.voice.engine.Synthesizer.SpeechRequest;
import coda.voice.gateway.speech.SoundFormat.Writer;
import java.util.List;

/**
 * Speaks sentence after sentence to a client. The next one is asked for when the client has taken
 * the one before: what waits is never more than one sentence. Blocks; one thread.
 */
final class SpokenAnswer {
  /** A piece of at most so many samples goes to the client at once: half a second. */
  private static final int PIECE = SoundFormat.RATE / 2;

  private final Synthesizer synthesizer;
  private final Speech speech;
  private final Writer writer;
  private final SpeechSound sound;
  private final Resampler resampler;

  /**
   * An answer that has not begun.
   *
   * @param synthesizer speaks
   * @param writer makes bytes of it
   * @param sound brings them to the client
   */
  SpokenAnswer(Synthesizer synthesizer, Writer writer, SpeechSound sound) {
    this.synthesizer = synthesizer;
    this.speech = new Speech(synthesizer);
    this.writer = writer;
    this.sound = sound;
    this.resampler = new Resampler(synthesizer.sampleRate(), SoundFormat.RATE);
  }

  /**
   * Speaks until all is said or the client is gone.
   *
   * @param sentences what is said
   * @throws coda.voice.VoiceException when nothing could be said
   * @throws InterruptedException when the thread is
   */
  void speak(List<SpeechRequest> sentences) throws InterruptedException {
    try {
      boolean first = true;
      for (SpeechRequest sentence : sentences) {
        if (!say(sentence, first)) {
          return;
        }
        first = false;
      }
      short[] rest = new short[resampler.maxOutput(0)];
      int length = resampler.flush(rest, 0);
      if (sound.send(writer.write(rest, length)) && sound.send(writer.finish())) {
        sound.end();
      }
    } catch (RuntimeException e) {
      sound.fail(SpeechAnswers.known(e));
    }
  }

  /** Only the first sentence is refused at once when the engine is busy. */
  private boolean say(SpeechRequest sentence, boolean first) throws InterruptedException {
    if (first) {
      return speech.speak(sentence, this::send).whole();
    }
    return Patient.ask(() -> speech.speak(sentence, this::send)).whole();
  }

  private boolean send(short[] samples) throws InterruptedException {
    int step = Math.max(1, (int) ((long) PIECE * synthesizer.sampleRate() / SoundFormat.RATE));
    short[] converted = new short[resampler.maxOutput(Math.min(step, samples.length))];
    for (int at = 0; at < samples.length; at += step) {
      int count = Math.min(step, samples.length - at);
      int length = resampler.process(samples, at, count, converted, 0);
      if (!sound.send(writer.write(converted, length))) {
        return false;
      }
    }
    return true;
  }
}
