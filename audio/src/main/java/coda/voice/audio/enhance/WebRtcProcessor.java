package coda.voice.audio.enhance;

import static coda.voice.audio.AudioError.AUDIO_ENHANCEMENT_FAILED;
import static coda.voice.audio.AudioError.AUDIO_RATE_UNSUPPORTED;

import coda.voice.audio.AudioException;
import coda.voice.audio.AudioFrame;
import coda.voice.audio.Pcm16;
import coda.voice.audio.webrtc.WebRtcLibrary;
import dev.onvoid.webrtc.media.audio.AudioProcessing;
import dev.onvoid.webrtc.media.audio.AudioProcessingConfig;
import dev.onvoid.webrtc.media.audio.AudioProcessingStreamConfig;
import java.util.Arrays;

/**
 * WebRTC's audio processing, fed in blocks of 10 ms. Holds native memory until it is closed.
 *
 * <p>The echo canceller finds the delay between loudspeaker and microphone by itself, so none is
 * announced.
 */
final class WebRtcProcessor implements AutoCloseable {
  private static final float HEADROOM_DB = 5;
  private static final float MOST_GAIN_DB = 30;
  private static final float INITIAL_GAIN_DB = 6;
  private static final float GAIN_CHANGE_DB_PER_SECOND = 6;
  private static final float MOST_NOISE_DBFS = -50;

  private final AudioProcessing processing;
  private final AudioProcessingStreamConfig stream;
  private final int blockLength;
  private final byte[] block;
  private final byte[] processed;

  WebRtcProcessor(WebRtcLibrary library, EnhancementOptions options, int sampleRate) {
    library.check();
    if (sampleRate % 100 != 0) {
      throw new AudioException(
          AUDIO_RATE_UNSUPPORTED,
          "Enhancement other than the high-pass works at 8000, 16000, 24000, 44100 and 48000 Hz");
    }
    blockLength = sampleRate / 100;
    block = new byte[2 * blockLength];
    processed = new byte[2 * blockLength];
    stream = new AudioProcessingStreamConfig(sampleRate, 1);
    processing = new AudioProcessing();
    processing.applyConfig(config(options));
  }

  /** Takes what the loudspeaker plays. */
  void reference(AudioFrame played) {
    for (int at = 0; at < played.length(); at += blockLength) {
      load(played.samples(), at, played.length());
      succeed(processing.processReverseStream(block, stream, stream, processed));
    }
  }

  /** Cleans what the microphone heard, in place. */
  void process(AudioFrame frame) {
    short[] samples = frame.samples();
    for (int at = 0; at < frame.length(); at += blockLength) {
      load(samples, at, frame.length());
      processing.setStreamDelayMs(0);
      succeed(processing.processStream(block, stream, stream, processed));
      Pcm16.decode(processed, 0, Math.min(blockLength, frame.length() - at), samples, at);
    }
  }

  @Override
  public void close() {
    processing.dispose();
  }

  /** The next block; silence completes the last one of a short frame. */
  private void load(short[] samples, int at, int end) {
    int count = Math.min(blockLength, end - at);
    Pcm16.encode(samples, at, count, block, 0);
    Arrays.fill(block, 2 * count, 2 * blockLength, (byte) 0);
  }

  private static AudioProcessingConfig config(EnhancementOptions options) {
    AudioProcessingConfig config = new AudioProcessingConfig();
    config.highPassFilter.enabled = false; // ours comes before
    config.noiseSuppression.enabled = options.noiseSuppression();
    config.noiseSuppression.level = AudioProcessingConfig.NoiseSuppression.Level.HIGH;
    config.echoCanceller.enabled = options.echoCancellation();
    config.echoCanceller.enforceHighPassFiltering = true;
    config.gainControl.enabled = options.automaticGain();
    config.gainControl.adaptiveDigital.enabled = options.automaticGain();
    config.gainControl.adaptiveDigital.headroomDb = HEADROOM_DB;
    config.gainControl.adaptiveDigital.maxGainDb = MOST_GAIN_DB;
    config.gainControl.adaptiveDigital.initialGainDb = INITIAL_GAIN_DB;
    config.gainControl.adaptiveDigital.maxGainChangeDbPerSecond = GAIN_CHANGE_DB_PER_SECOND;
    config.gainControl.adaptiveDigital.maxOutputNoiseLevelDbfs = MOST_NOISE_DBFS;
    return config;
  }

  private static void succeed(int code) {
    if (code != 0) {
      throw new AudioException(
          AUDIO_ENHANCEMENT_FAILED, "WebRTC's audio processing failed with code " + code);
    }
  }
}
