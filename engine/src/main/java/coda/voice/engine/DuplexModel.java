package coda.voice.engine;

import coda.voice.audio.AudioFrame;
import java.util.Set;

/** Listens and speaks at the same time: frames in, frames and its own text out. */
public interface DuplexModel extends Engine {
  /** The rate of audio in and out, in Hz. */
  int sampleRate();

  /** BCP 47 languages it converses in. */
  Set<String> languages();

  /**
   * Opens a live stream. Returns at once; {@link DuplexListener#onReady} follows when the model is
   * there. Takes a permit for as long as the stream lives: until {@link DuplexStream#close} or
   * {@link DuplexListener#onFailure}.
   *
   * @param request what is known before it starts
   * @param listener called on the engine's threads
   * @throws EngineBusyException when all permits are taken
   */
  DuplexStream open(DuplexRequest request, DuplexListener listener);

  /**
   * What is known before it starts.
   *
   * @param conversationId for logs
   * @param language BCP 47
   * @param voice a voice of the model, or empty for its default
   */
  record DuplexRequest(String conversationId, String language, String voice) {}

  /** A live stream. Used by one thread at a time, except {@link #close}. */
  interface DuplexStream extends AutoCloseable {
    /**
     * What the user says, silence included. Never blocks. Audio comes at real time; when it stays
     * away the stream fills up with silence, when it comes in a burst the oldest is dropped: the
     * model lives in real time and cannot catch up.
     *
     * @param frame mono at {@link DuplexModel#sampleRate()}; borrowed for the call
     */
    void hear(AudioFrame frame);

    /** Ends the stream. Idempotent, any thread. No listener calls follow. */
    @Override
    void close();
  }

  /** Told what the model says. */
  interface DuplexListener extends EngineListener {
    /**
     * The model is there and listens. Comes again when a lost model was replaced: then the new one
     * knows nothing of what was said before.
     */
    void onReady();

    /**
     * The model is gone and is being replaced: it says nothing and hears nothing until the next
     * {@link #onReady}, or until {@link #onFailure} when that does not succeed. What it was saying
     * is not finished.
     *
     * @param why for the log
     */
    void onLost(String why);

    /**
     * What it says, silence included.
     *
     * @param samples 16-bit mono at {@link DuplexModel#sampleRate()}; belongs to the listener
     */
    void onAudio(short[] samples);

    /**
     * The model's own words (never the user's), as far as the audio delivered so far.
     *
     * @param delta continues what came before
     */
    void onText(String delta);

    /**
     * The end: the stream is lost.
     *
     * @param failure why
     */
    void onFailure(EngineException failure);
  }
}
