package coda.voice.gateway.speech;

import static coda.voice.audio.AudioError.AUDIO_TOO_LONG;
import static coda.voice.audio.AudioError.AUDIO_TRUNCATED;
import static coda.voice.gateway.speech.SpeechError.SPEECH_CLIENT_GONE;

import coda.voice.audio.AudioException;
import coda.voice.audio.AudioFrame;
import coda.voice.audio.FramePool;
import coda.voice.audio.FrameSplitter;
import coda.voice.audio.activity.SegmenterOptions;
import coda.voice.audio.activity.SpeechChange;
import coda.voice.audio.activity.SpeechDetector;
import coda.voice.audio.activity.SpeechSegmenter;
import coda.voice.audio.file.SoundFile;
import coda.voice.audio.resample.Resampler;
import coda.voice.conversation.SessionEngines;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;

/**
 * Recognises one recording: finds the utterances between its pauses, as a conversation does, and
 * lets the recogniser hear one after the other, no faster than it listens. There is never more than
 * one utterance under recognition, so a recording takes one permit at a time.
 *
 * <p>Blocks, and ends when its thread is interrupted. For one recording and one thread.
 */
final class Transcriber implements AutoCloseable {
  /** A pause of 700 ms ends an utterance. */
  private static final SegmenterOptions PAUSES = new SegmenterOptions(0.5, 0.35, 3, 35);

  /** Speech begins before it is noticed. */
  private static final int PRE_ROLL_MS = 500;

  private static final int PRE_ROLL_FRAMES = PRE_ROLL_MS / FramePool.FRAME_MS;

  private final int rate;
  private final int mostMs;
  private final Consumer<Segment> listener;
  private final OneUtterance utterances;
  private final SpeechDetector detector;
  private final SpeechSegmenter segmenter = new SpeechSegmenter(PAUSES);
  private final Resampler toDetector;
  private final short[] forDetector;
  private final FrameSplitter detecting;
  private final FrameSplitter hearing;
  private final Deque<AudioFrame> preRoll = new ArrayDeque<>();
  private final Certainty certainty = new Certainty(PAUSES.stopThreshold());
  private final List<Segment> segments = new ArrayList<>();
  private final List<SpeechChange> changes = new ArrayList<>();
  private long samples;
  private long frames;
  private long beganMs;

  /**
   * A transcriber, whose recogniser is ready to listen.
   *
   * @param engines what it hears with
   * @param pool where frames come from
   * @param language BCP 47
   * @param mostMs how long a recording may last
   * @param listener told of every utterance with words as soon as it is understood
   * @throws coda.voice.engine.EngineBusyException when the recogniser has no place
   */
  Transcriber(
      SessionEngines engines,
      FramePool pool,
      String language,
      int mostMs,
      Consumer<Segment> listener) {
    this.rate = engines.recognizer().sampleRate();
    this.mostMs = mostMs;
    this.listener = listener;
    this.utterances = new OneUtterance(engines.recognizer(), language);
    int detectorRate = engines.voiceActivity().sampleRate();
    this.toDetector = new Resampler(rate, detectorRate);
    this.forDetector = new short[toDetector.maxOutput(FramePool.FRAME_CAPACITY)];
    this.hearing = new FrameSplitter(pool, rate, this::frame);
    this.detector = engines.voiceActivity().open();
    this.detecting = new FrameSplitter(pool, detectorRate, this::detect);
    try {
      utterances.open();
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  /**
   * Recognises it.
   *
   * @param recording what is heard
   * @throws coda.voice.VoiceException when it cannot be read or is too long, an engine fails, or
   *     nobody waits for it any more ({@code SPEECH_CLIENT_GONE})
   */
  Heard hear(SoundFile recording) {
    recording.read(rate, this::accept);
    hearing.flush();
    if (samples == 0) {
      throw new AudioException(AUDIO_TRUNCATED, "There is no sound in the file");
    }
    segmenter.finish().ifPresent(change -> decided(change));
    return new Heard(segments, durationMs());
  }

  private long durationMs() {
    return samples * 1000 / rate;
  }

  private void accept(short[] source, int offset, int count) {
    if (Thread.currentThread().isInterrupted()) {
      throw gone();
    }
    samples += count;
    if (durationMs() > mostMs) {
      throw new AudioException(
          AUDIO_TOO_LONG,
          "The recording lasts longer than %d s, which is allowed".formatted(mostMs / 1000));
    }
    hearing.write(source, offset, count);
  }

  private void frame(AudioFrame frame) {
    int length = toDetector.process(frame.samples(), 0, frame.length(), forDetector, 0);
    detecting.write(forDetector, 0, length);
    keep(frame);
    frames++;
    // Decided while this frame was looked at; what it began must be heard from its beginning.
    List<SpeechChange> now = List.copyOf(changes);
    changes.clear();
    now.forEach(this::decided);
    if (segmenter.speaking()) {
      hearPreRoll();
    }
  }

  private void detect(AudioFrame frame) {
    double probability = detector.listen(frame);
    segmenter.accept(probability).ifPresent(changes::add);
    certainty.add(probability);
  }

  private void keep(AudioFrame frame) {
    if (preRoll.size() == PRE_ROLL_FRAMES) {
      preRoll.remove().release();
    }
    preRoll.add(frame.retain());
  }

  private void decided(SpeechChange change) {
    switch (change) {
      case SpeechChange.Started started -> {
        beganMs = started.atMs();
        certainty.reset();
        try {
          utterances.begin((frames - preRoll.size()) * FramePool.FRAME_MS);
        } catch (InterruptedException e) {
          throw gone();
        }
      }
      case SpeechChange.Stopped stopped -> {
        hearPreRoll();
        understood(stopped.atMs());
      }
    }
  }

  private void hearPreRoll() {
    while (!preRoll.isEmpty()) {
      AudioFrame frame = preRoll.remove();
      try {
        utterances.hear(frame);
      } catch (InterruptedException e) {
        throw gone();
      } finally {
        frame.release();
      }
    }
  }

  private void understood(long endMs) {
    try {
      utterances
          .finish(beganMs, Math.min(endMs, durationMs()), certainty.mean())
          .ifPresent(
              segment -> {
                segments.add(segment);
                listener.accept(segment);
              });
    } catch (InterruptedException e) {
      throw gone();
    }
  }

  /** Whoever would read the result is not there any more. The thread stays interrupted. */
  private static SpeechException gone() {
    Thread.currentThread().interrupt();
    return new SpeechException(SPEECH_CLIENT_GONE, "", "The client is gone");
  }

  /** Gives everything back; what is not recognised yet is given up. */
  @Override
  public void close() {
    utterances.close();
    detecting.close();
    hearing.close();
    detector.close();
    while (!preRoll.isEmpty()) {
      preRoll.remove().release();
    }
  }
}
