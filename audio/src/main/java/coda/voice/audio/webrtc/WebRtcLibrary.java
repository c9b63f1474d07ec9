package coda.voice.audio.webrtc;

import static coda.voice.audio.AudioError.AUDIO_WEBRTC_UNAVAILABLE;

import coda.voice.audio.AudioException;
import dev.onvoid.webrtc.internal.NativeLoader;
import dev.onvoid.webrtc.media.audio.VoiceActivityDetector;
import java.util.Optional;
import org.slf4j.LoggerFactory;

/**
 * Whether WebRTC's native audio library can be used in this process.
 *
 * <p>It comes inside the webrtc-java artifact but leans on libraries of the operating system that a
 * bare server lacks. Nothing else touches webrtc-java before asking here, because a class of it
 * that fails to load takes the thread down with a linkage error.
 *
 * @param problem why it cannot be used and what to do about it, empty when it can
 */
public record WebRtcLibrary(Optional<String> problem) {
  /** What the library needs on Debian and Ubuntu. */
  public static final String DEBIAN_PACKAGES =
      "libpulse0 libudev1 libx11-6 libxfixes3 libxrandr2 libxcomposite1 libdbus-1-3";

  /** How it is loaded. */
  @FunctionalInterface
  interface Loading {
    void run() throws Exception;
  }

  private static final class Shared {
    static final WebRtcLibrary LIBRARY = announced(load(WebRtcLibrary::loadNative));
  }

  /**
   * The library of this process; the first call tries to load it, and logs if it cannot. Any
   * thread.
   */
  public static WebRtcLibrary shared() {
    return Shared.LIBRARY;
  }

  /**
   * A library that is treated as absent.
   *
   * @param reason what {@link #problem()} says
   */
  public static WebRtcLibrary absent(String reason) {
    return new WebRtcLibrary(Optional.of(reason));
  }

  /** Whether it can be used. */
  public boolean available() {
    return problem.isEmpty();
  }

  /**
   * Insists on it.
   *
   * @throws AudioException {@code AUDIO_WEBRTC_UNAVAILABLE} with the problem
   */
  public void check() {
    problem.ifPresent(
        text -> {
          throw new AudioException(AUDIO_WEBRTC_UNAVAILABLE, text);
        });
  }

  static WebRtcLibrary load(Loading loading) {
    try {
      loading.run();
      return new WebRtcLibrary(Optional.empty());
    } catch (UnsatisfiedLinkError e) {
      return absent(
          "WebRTC's audio library does not link ("
              + e.getMessage()
              + "); on Debian or Ubuntu install "
              + DEBIAN_PACKAGES);
    } catch (Exception | LinkageError e) {
      return absent(
          "WebRTC's audio library is not packaged for %s on %s (%s)"
              .formatted(System.getProperty("os.name"), System.getProperty("os.arch"), e));
    }
  }

  private static WebRtcLibrary announced(WebRtcLibrary library) {
    library.problem.ifPresent(
        text ->
            LoggerFactory.getLogger(WebRtcLibrary.class)
                .warn(
                    "{}. Until then speech is detected in pure Java, and noise suppression,"
                        + " automatic gain and echo cancellation let audio pass unchanged",
                    text));
    return library;
  }

  private static void loadNative() throws Exception {
    NativeLoader.loadLibrary("webrtc-java");
    new VoiceActivityDetector().dispose(); // proves that Java and native code fit together
  }
}
