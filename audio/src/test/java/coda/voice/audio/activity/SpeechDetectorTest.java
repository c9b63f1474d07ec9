package coda.voice.audio.activity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import coda.voice.audio.AudioException;
import coda.voice.audio.AudioFrame;
import coda.voice.audio.FramePool;
import coda.voice.audio.Signals;
import coda.voice.audio.Speech;
import coda.voice.audio.resample.Resampler;
import coda.voice.audio.webrtc.NativeWebRtc;
import coda.voice.audio.webrtc.WebRtcLibrary;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SpeechDetectorTest {
  private static final int RATE = Speech.RATE;
  private static final int SECONDS = 8;

  enum Kind {
    PURE_JAVA {
      @Override
      SpeechDetector open(int rate) {
        return new EnergySpeechDetector(rate);
      }
    },
    WEBRTC {
      @Override
      SpeechDetector open(int rate) {
        return new WebRtcSpeechDetector(NativeWebRtc.library(), rate);
      }
    };

    abstract SpeechDetector open(int rate);
  }

  static Stream<Arguments> soundsWithoutSpeech() {
    int length = SECONDS * RATE;
    return Stream.of(Kind.values())
        .flatMap(
            kind ->
                Stream.of(
                    arguments(kind, "silence", new short[length]),
                    arguments(kind, "rounding noise", Signals.white(0.5, length, 1)),
                    arguments(kind, "soft white noise", Signals.white(30, length, 2)),
                    arguments(kind, "white noise", Signals.white(500, length, 3)),
                    arguments(kind, "loud white noise", Signals.white(8_000, length, 4)),
                    arguments(kind, "soft pink noise", Signals.pink(30, length, 5)),
                    arguments(kind, "pink noise", Signals.pink(500, length, 6)),
                    arguments(kind, "loud pink noise", Signals.pink(6_000, length, 7)),
                    arguments(kind, "soft hum", Signals.hum(RATE, 50, length)),
                    arguments(kind, "loud hum", Signals.hum(RATE, 8_000, length)),
                    arguments(kind, "a tone", Signals.sine(RATE, 440, 8_000, length)),
                    arguments(kind, "a low tone", Signals.sine(RATE, 150, 3_000, length)),
                    arguments(kind, "a high tone", Signals.sine(RATE, 3_000, 3_000, length)),
                    arguments(
                        kind,
                        "a tone in noise",
                        Signals.sum(
                            Signals.sine(RATE, 440, 8_000, length),
                            Signals.white(100, length, 8)))));
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("soundsWithoutSpeech")
  void shouldNotTakeForSpeech(Kind kind, String what, short[] sound) {
    assertThat(starts(kind, sound)).as(what).isZero();
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("soundsWithoutSpeech")
  void shouldNotTakeForSpeechWhenItBeginsInAQuietRoom(Kind kind, String what, short[] sound) {
    short[] late = new short[sound.length + 2 * RATE];
    System.arraycopy(sound, 0, late, 2 * RATE, sound.length);

    assertThat(starts(kind, Signals.sum(late, Signals.white(8, late.length, 9)))).as(what).isZero();
  }

  @ParameterizedTest
  @EnumSource
  void shouldHearASentenceThatBeginsTheStream(Kind kind) {
    try (SpeechDetector detector = kind.open(RATE)) {
      for (String number : VoiceActivityReport.NUMBERS) {
        detector.reset();
        assertThat(spokenMs(detector, Speech.read("mary", number), RATE))
            .as(number)
            .isGreaterThan(500);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {8_000, 22_050, 24_000, 44_100, 48_000})
  void shouldHearSpeechAtEveryRate(int rate) {
    short[] speech = Resampler.convert(Speech.read("mary", "15"), RATE, rate);
    for (Kind kind : Kind.values()) {
      if (kind == Kind.PURE_JAVA || WebRtcLibrary.shared().available()) {
        try (SpeechDetector detector = kind.open(rate)) {
          assertThat(spokenMs(detector, speech, rate)).as("%s", kind).isGreaterThan(1_500);
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void shouldForgetWithAReset(Kind kind) {
    short[] speech = Speech.read("espeak", "05");
    try (SpeechDetector detector = kind.open(RATE)) {
      double[] first = probabilities(detector, speech, RATE);
      probabilities(detector, Signals.white(5_000, RATE, 1), RATE);
      detector.reset();

      assertThat(probabilities(detector, speech, RATE)).isEqualTo(first);
    }
  }

  @ParameterizedTest
  @EnumSource
  void shouldAcceptAShortLastFrameButNoOtherRate(Kind kind) {
    FramePool pool = new FramePool(2);
    try (SpeechDetector detector = kind.open(RATE)) {
      assertThat(detector.listen(pool.lease(RATE).length(100))).isBetween(0.0, 1.0);
      assertThatExceptionOfType(AudioException.class)
          .isThrownBy(() -> detector.listen(pool.lease(8_000).length(160)))
          .returns("AUDIO_FRAME_UNEXPECTED", AudioException::code);
      assertThatExceptionOfType(AudioException.class)
          .isThrownBy(() -> detector.listen(pool.lease(RATE).length(321)))
          .returns("AUDIO_FRAME_UNEXPECTED", AudioException::code);
    }
  }

  @Test
  void shouldNotAllocatePerFrameInPureJava() {
    AudioFrame frame = new FramePool(2).lease(48_000).fill(Signals.white(99, 960, 1), 0, 960);
    try (SpeechDetector detector = new EnergySpeechDetector(48_000)) {
      for (int i = 0; i < 200; i++) {
        detector.listen(frame);
      }
      ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
      long before = threads.getCurrentThreadAllocatedBytes();
      for (int i = 0; i < 1_000; i++) {
        detector.listen(frame);
      }
      assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(5_000);
    }
  }

  @Test
  void shouldSayWhyWebRtcIsUnavailable() {
    assertThatExceptionOfType(AudioException.class)
        .isThrownBy(() -> new WebRtcSpeechDetector(WebRtcLibrary.absent("no libpulse0"), RATE))
        .withMessage("no libpulse0")
        .returns("AUDIO_WEBRTC_UNAVAILABLE", AudioException::code);
  }

  @Test
  void shouldAlwaysFindADetector() {
    try (SpeechDetector detector = SpeechDetectors.open(RATE)) {
      assertThat(spokenMs(detector, Speech.read("mary", "15"), RATE)).isGreaterThan(1_000);
    }
  }

  @Test
  void shouldRefuseToListenAfterTheEnd() {
    SpeechDetector detector = Kind.WEBRTC.open(RATE);
    detector.close();
    detector.close();

    assertThatExceptionOfType(AudioException.class)
        .isThrownBy(() -> detector.listen(new FramePool(2).lease(RATE).length(320)))
        .returns("AUDIO_CLOSED", AudioException::code);
  }

  private static long starts(Kind kind, short[] sound) {
    try (SpeechDetector detector = kind.open(RATE)) {
      SpeechSegmenter segmenter = new SpeechSegmenter(SegmenterOptions.DEFAULT);
      return Arrays.stream(probabilities(detector, sound, RATE))
          .mapToObj(segmenter::accept)
          .filter(change -> change.orElse(null) instanceof SpeechChange.Started)
          .count();
    }
  }

  private static long spokenMs(SpeechDetector detector, short[] sound, int rate) {
    return 20 * Arrays.stream(probabilities(detector, sound, rate)).filter(p -> p >= 0.5).count();
  }

  private static double[] probabilities(SpeechDetector detector, short[] sound, int rate) {
    AudioFrame frame = new FramePool(2).lease(rate);
    int length = FramePool.samplesPerFrame(rate);
    double[] probabilities = new double[sound.length / length];
    for (int i = 0; i < probabilities.length; i++) {
      probabilities[i] = detector.listen(frame.fill(sound, i * length, length));
    }
    return probabilities;
  }
}
