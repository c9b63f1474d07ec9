package coda.voice.audio.enhance;

import static coda.voice.audio.AudioError.AUDIO_CLOSED;
import static coda.voice.audio.AudioError.AUDIO_FRAME_UNEXPECTED;

import coda.voice.audio.AudioException;
import coda.voice.audio.AudioFrame;
import coda.voice.audio.SampleRates;
import coda.voice.audio.webrtc.WebRtcLibrary;
import org.jspecify.annotations.Nullable;

/**
 * The enhancer of Coda Voice: a high-pass in pure Java, then echo cancellation, noise suppression
 * and automatic gain by WebRTC. Each part is switched by {@link EnhancementOptions}.
 *
 * <p>Where WebRTC's library is absent its parts let audio pass unchanged; {@link WebRtcLibrary}
 * says so once in the log, and {@link #complete()} tells. The order of calls is {@link #reference}
 * for what is played, then {@link #enhance} for what was heard meanwhile.
 */
public final class EnhancementChain implements Enhancer {
  private final int sampleRate;
  private final boolean complete;
  private final boolean listensToReference;
  private final @Nullable HighPassFilter highPass;
  private final @Nullable WebRtcProcessor webRtc;
  private boolean closed;

  /**
   * A chain for one stream, with WebRTC if it is here.
   *
   * @param options what is on
   * @param sampleRate of every frame, one of {@link SampleRates#ALL}; WebRTC's parts do not work at
   *     22,050 Hz
   * @throws AudioException {@code AUDIO_RATE_UNSUPPORTED}
   */
  public EnhancementChain(EnhancementOptions options, int sampleRate) {
    this(
        options,
        sampleRate,
        options.needsWebRtc() ? WebRtcLibrary.shared() : WebRtcLibrary.absent("not needed"));
  }

  /**
   * A chain for one stream, with a given library.
   *
   * @param options what is on
   * @param sampleRate as above
   * @param library WebRTC's, available or not
   * @throws AudioException {@code AUDIO_RATE_UNSUPPORTED}
   */
  public EnhancementChain(EnhancementOptions options, int sampleRate, WebRtcLibrary library) {
    this.sampleRate = SampleRates.check(sampleRate);
    this.complete = !options.needsWebRtc() || library.available();
    highPass = options.highPass() ? new HighPassFilter(sampleRate) : null;
    webRtc =
        options.needsWebRtc() && library.available()
            ? new WebRtcProcessor(library, options, sampleRate)
            : null;
    listensToReference = options.echoCancellation();
  }

  /** Whether every part that is on really works. */
  public boolean complete() {
    return complete;
  }

  /**
   * {@inheritDoc}
   *
   * @throws AudioException {@code AUDIO_FRAME_UNEXPECTED} for another rate, {@code AUDIO_CLOSED}
   */
  @Override
  public void reference(AudioFrame played) {
    check(played);
    if (webRtc != null && listensToReference) {
      webRtc.reference(played);
    }
  }

  /**
   * {@inheritDoc}
   *
   * @throws AudioException {@code AUDIO_FRAME_UNEXPECTED} for another rate, {@code AUDIO_CLOSED}
   */
  @Override
  public void enhance(AudioFrame frame) {
    check(frame);
    if (highPass != null) {
      highPass.filter(frame.samples(), frame.length());
    }
    if (webRtc != null) {
      webRtc.process(frame);
    }
  }

  /** Gives native memory back. Closing again does nothing. */
  @Override
  public void close() {
    if (!closed) {
      closed = true;
      if (webRtc != null) {
        webRtc.close();
      }
    }
  }

  private void check(AudioFrame frame) {
    if (closed) {
      throw new AudioException(AUDIO_CLOSED, "The enhancement chain is closed");
    }
    if (frame.sampleRate() != sampleRate) {
      throw new AudioException(
          AUDIO_FRAME_UNEXPECTED,
          "Frames of %d Hz are expected, not %d Hz".formatted(sampleRate, frame.sampleRate()));
    }
  }
}
