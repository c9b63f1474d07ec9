package coda.voice.audio.webrtc;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** For tests that need WebRTC's library: skips them, saying why, where it cannot be loaded. */
public final class NativeWebRtc {
  private NativeWebRtc() {}

  public static WebRtcLibrary library() {
    WebRtcLibrary library = WebRtcLibrary.shared();
    assumeTrue(library.available(), () -> library.problem().orElseThrow());
    return library;
  }
}
