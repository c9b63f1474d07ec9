package coda.voice.audio.webrtc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import coda.voice.audio.AudioException;
import org.junit.jupiter.api.Test;

class WebRtcLibraryTest {
  @Test
  void shouldSayWhatToInstallWhenItDoesNotLink() {
    WebRtcLibrary library =
        WebRtcLibrary.load(
            () -> {
              throw new UnsatisfiedLinkError("libpulse.so.0: cannot open shared object file");
            });

    assertThat(library.available()).isFalse();
    assertThat(library.problem().orElseThrow()).contains("libpulse.so.0").contains("libpulse0 ");
    assertThatExceptionOfType(AudioException.class)
        .isThrownBy(library::check)
        .returns("AUDIO_WEBRTC_UNAVAILABLE", AudioException::code);
  }

  @Test
  void shouldBeAbsentWhenItsClassesAre() {
    WebRtcLibrary library =
        WebRtcLibrary.load(
            () -> {
              throw new NoClassDefFoundError("dev/onvoid/webrtc/internal/NativeLoader");
            });

    assertThat(library.available()).isFalse();
    assertThat(library.problem().orElseThrow()).contains(System.getProperty("os.arch"));
  }

  @Test
  void shouldBeAbsentOnAPlatformItDoesNotKnow() {
    WebRtcLibrary library =
        WebRtcLibrary.load(
            () -> {
              throw new NullPointerException(); // what webrtc-java throws
            });

    assertThat(library.problem().orElseThrow()).doesNotContain("libpulse0");
  }

  @Test
  void shouldBeAvailableWhenItLoads() {
    WebRtcLibrary library = WebRtcLibrary.load(() -> {});

    assertThat(library.problem()).isEmpty();
    assertThatCode(library::check).doesNotThrowAnyException();
  }

  @Test
  void shouldTryOnlyOnce() {
    assertThat(WebRtcLibrary.shared()).isSameAs(WebRtcLibrary.shared());
  }
}
