package coda.voice.audio.enhance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import coda.voice.audio.AudioException;
import coda.voice.audio.AudioFrame;
import coda.voice.audio.FramePool;
import coda.voice.audio.Signals;
import coda.voice.audio.Speech;
import coda.voice.audio.webrtc.NativeWebRtc;
import coda.voice.audio.webrtc.WebRtcLibrary;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EnhancementChainTest {
  private static final int RATE = 16_000;
  private static final int FRAME = 320;
  private static final WebRtcLibrary ABSENT = WebRtcLibrary.absent("for this test");
  private static final EnhancementOptions ALL = new EnhancementOptions(true, true, true, true);
  private static final EnhancementOptions HIGH_PASS =
      new EnhancementOptions(true, false, false, false);

  @ParameterizedTest
  @ValueSource(ints = {8_000, 16_000, 22_050, 48_000})
  void shouldRemoveHumAndKeepVoices(int rate) {
    assertThat(highPassGain(rate, 50)).isLessThan(-18);
    assertThat(highPassGain(rate, 150)).isBetween(-1.0, 0.1);
    assertThat(highPassGain(rate, 1_000)).isBetween(-0.05, 0.05);
    assertThat(highPassGain(rate, 3_000)).isBetween(-0.05, 0.05);
  }

  @Test
  void shouldNotClickBetweenFrames() {
    short[] sine = Signals.sine(RATE, 440, 10_000, RATE);

    short[] out = run(new EnhancementChain(HIGH_PASS, RATE, ABSENT), sine);

    // A state lost at a border would leave a step: far above the rounding noise around a pure tone.
    assertThat(Signals.fit(out, RATE / 4, RATE, RATE, 440).overRestDb()).isGreaterThan(75);
  }

  @Test
  void shouldLetAudioPassWhenEverythingIsOff() {
    short[] noise = Signals.white(5_000, RATE, 1);
    try (EnhancementChain chain = new EnhancementChain(EnhancementOptions.OFF, RATE)) {
      assertThat(chain.complete()).isTrue();
      assertThat(run(chain, noise)).isEqualTo(noise);
    }
  }

  @Test
  void shouldLetAudioPassWhenTheLibraryIsAbsent() {
    short[] noise = Signals.white(5_000, RATE, 1);
    try (EnhancementChain chain =
        new EnhancementChain(new EnhancementOptions(false, true, true, true), RATE, ABSENT)) {
      assertThat(chain.complete()).isFalse();
      assertThat(run(chain, noise)).isEqualTo(noise);
    }
  }

  @Test
  void shouldStillFilterWhenTheLibraryIsAbsent() {
    short[] hum = Signals.sine(RATE, 50, 10_000, RATE);
    try (EnhancementChain chain = new EnhancementChain(ALL, RATE, ABSENT)) {
      assertThat(Signals.rms(run(chain, hum), RATE / 2, RATE)).isLessThan(1_000);
    }
  }

  @Test
  void shouldRefuseFramesOfAnotherRateAndWorkAfterTheEnd() {
    FramePool pool = new FramePool(2);
    EnhancementChain chain = new EnhancementChain(HIGH_PASS, RATE, ABSENT);
    assertThatExceptionOfType(AudioException.class)
        .isThrownBy(() -> chain.enhance(pool.lease(8_000)))
        .returns("AUDIO_FRAME_UNEXPECTED", AudioException::code);
    chain.close();
    chain.close();

    assertThatExceptionOfType(AudioException.class)
        .isThrownBy(() -> chain.enhance(pool.lease(RATE)))
        .returns("AUDIO_CLOSED", AudioException::code);
    assertThatExceptionOfType(AudioException.class)
        .isThrownBy(() -> chain.reference(pool.lease(RATE)))
        .returns("AUDIO_CLOSED", AudioException::code);
  }

  @ParameterizedTest
  @ValueSource(ints = {10, 120, 300})
  void shouldCancelTheEchoOfTheReply(int delayMs) {
    WebRtcLibrary library = NativeWebRtc.library();
    short[] played = sentences();
    short[] heard = echo(played, delayMs);
    EnhancementOptions options = new EnhancementOptions(true, false, false, true);
    FramePool pool = new FramePool(4);
    AudioFrame reference = pool.lease(RATE);
    AudioFrame microphone = pool.lease(RATE);
    short[] left = new short[heard.length];
    try (EnhancementChain chain = new EnhancementChain(options, RATE, library)) {
      for (int at = 0; at + FRAME <= heard.length; at += FRAME) {
        chain.reference(reference.fill(played, at, FRAME));
        chain.enhance(microphone.fill(heard, at, FRAME));
        System.arraycopy(microphone.samples(), 0, left, at, FRAME);
      }
    }

    int settled = heard.length / 2;
    double reduction =
        Signals.decibels(
            Signals.rms(heard, settled, heard.length) / Signals.rms(left, settled, left.length));
    assertThat(reduction).as("echo return loss").isGreaterThan(20);
  }

  @Test
  void shouldKeepTheSpeakerWhenNothingIsPlayed() {
    WebRtcLibrary library = NativeWebRtc.library();
    short[] spoken = sentences();
    try (EnhancementChain chain =
        new EnhancementChain(new EnhancementOptions(true, false, false, true), RATE, library)) {
      short[] out = run(chain, spoken);
      assertThat(Signals.decibels(Signals.rms(out) / Signals.rms(spoken))).isBetween(-2.0, 1.0);
    }
  }

  @Test
  void shouldSuppressNoiseButNotSpeech() {
    WebRtcLibrary library = NativeWebRtc.library();
    short[] spoken = sentences();
    short[] noise = Signals.white(Signals.rms(spoken) / 10, spoken.length + 3 * RATE, 5);
    short[] heard = Signals.sum(Arrays.copyOf(spoken, noise.length), noise);
    try (EnhancementChain chain =
        new EnhancementChain(new EnhancementOptions(false, true, false, false), RATE, library)) {
      short[] out = run(chain, heard);

      int pause = spoken.length + RATE;
      double noiseLeft =
          Signals.decibels(
              Signals.rms(out, pause, pause + RATE) / Signals.rms(heard, pause, pause + RATE));
      double speechLeft =
          Signals.decibels(
              Signals.rms(out, 0, spoken.length) / Signals.rms(heard, 0, spoken.length));
      assertThat(noiseLeft).as("noise").isLessThan(-10);
      assertThat(speechLeft).as("speech").isGreaterThan(-3);
    }
  }

  @Test
  void shouldBringQuietSpeakersUp() {
    WebRtcLibrary library = NativeWebRtc.library();
    short[] quiet = sentences();
    for (int i = 0; i < quiet.length; i++) {
      quiet[i] = (short) (quiet[i] / 20);
    }
    try (EnhancementChain chain =
        new EnhancementChain(new EnhancementOptions(false, false, true, false), RATE, library)) {
      short[] out = run(chain, quiet);

      int half = quiet.length / 2;
      assertThat(
              Signals.decibels(
                  Signals.rms(out, half, quiet.length) / Signals.rms(quiet, half, quiet.length)))
          .isGreaterThan(10);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {8_000, 24_000, 44_100, 48_000})
  void shouldWorkAtOtherRates(int rate) {
    WebRtcLibrary library = NativeWebRtc.library();
    short[] noise = Signals.white(1_000, 4 * rate, 3);
    AudioFrame frame = new FramePool(2).lease(rate);
    int length = FramePool.samplesPerFrame(rate);
    try (EnhancementChain chain = new EnhancementChain(ALL, rate, library)) {
      for (int at = 0; at + length <= noise.length; at += length) {
        chain.reference(frame.fill(new short[length], 0, length));
        chain.enhance(frame.fill(noise, at, length));
      }
    }

    assertThat(frame.length()).isEqualTo(length);
    assertThat(Signals.rms(frame.samples(), 0, length)).isLessThan(500);
  }

  @Test
  void shouldRefuseARateThatWebRtcDoesNotTake() {
    WebRtcLibrary library = NativeWebRtc.library();

    assertThatExceptionOfType(AudioException.class)
        .isThrownBy(() -> new EnhancementChain(ALL, 22_050, library))
        .returns("AUDIO_RATE_UNSUPPORTED", AudioException::code);
  }

  private static short[] sentences() {
    short[] all = new short[0];
    for (String number : new String[] {"15", "10", "08", "18"}) {
      short[] next = Speech.read("mary", number);
      all = Arrays.copyOf(all, all.length + next.length);
      System.arraycopy(next, 0, all, all.length - next.length, next.length);
    }
    return all;
  }

  /** A loudspeaker in a small room: the direct sound and a few reflections, 10 dB softer. */
  private static short[] echo(short[] played, int delayMs) {
    int delay = delayMs * RATE / 1000;
    int[] reflections = {0, 37, 113, 241, 409};
    double[] gains = {0.25, -0.12, 0.08, -0.05, 0.03};
    short[] heard = new short[played.length];
    for (int i = 0; i < heard.length; i++) {
      double sum = 0;
      for (int tap = 0; tap < gains.length; tap++) {
        int at = i - delay - reflections[tap];
        sum += at >= 0 ? gains[tap] * played[at] : 0;
      }
      heard[i] = (short) Math.round(sum);
    }
    return heard;
  }

  private static double highPassGain(int rate, double frequency) {
    short[] sine = Signals.sine(rate, frequency, 10_000, rate);
    FramePool pool = new FramePool(2);
    AudioFrame frame = pool.lease(rate);
    int length = FramePool.samplesPerFrame(rate);
    short[] out = new short[rate];
    try (EnhancementChain chain = new EnhancementChain(HIGH_PASS, rate, ABSENT)) {
      for (int at = 0; at + length <= rate; at += length) {
        chain.enhance(frame.fill(sine, at, length));
        System.arraycopy(frame.samples(), 0, out, at, length);
      }
    }
    return Signals.decibels(Signals.rms(out, rate / 2, rate) / Signals.rms(sine, rate / 2, rate));
  }

  private static short[] run(EnhancementChain chain, short[] samples) {
    AudioFrame frame = new FramePool(2).lease(RATE);
    short[] out = samples.clone();
    for (int at = 0; at + FRAME <= samples.length; at += FRAME) {
      chain.enhance(frame.fill(samples, at, FRAME));
      System.arraycopy(frame.samples(), 0, out, at, FRAME);
    }
    return out;
  }
}
