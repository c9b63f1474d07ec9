package coda.voice.engines.local.activity;

import coda.voice.audio.activity.EnergySpeechDetector;
import coda.voice.audio.activity.SpeechDetector;
import coda.voice.audio.activity.WebRtcSpeechDetector;
import coda.voice.audio.webrtc.WebRtcLibrary;
import coda.voice.engine.EngineContext;
import coda.voice.engine.EngineProvider;
import coda.voice.engine.VoiceActivityDetector;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens {@code auto}: {@code webrtc} where its native library loads, {@code energy} elsewhere. Says
 * once, when it is opened, which one it is and why. It has no settings.
 */
public final class AutoActivityProvider implements EngineProvider<VoiceActivityDetector> {
  static final String NAME = "auto";

  private static final Logger LOG = LoggerFactory.getLogger(AutoActivityProvider.class);

  private final Supplier<WebRtcLibrary> library;

  /** Decides by the library of this process. */
  public AutoActivityProvider() {
    this(WebRtcLibrary::shared);
  }

  AutoActivityProvider(Supplier<WebRtcLibrary> library) {
    this.library = library;
  }

  @Override
  public Class<VoiceActivityDetector> kind() {
    return VoiceActivityDetector.class;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String summary() {
    return "The speech detector 'webrtc' where its native library loads, else 'energy'";
  }

  @Override
  public Availability availability(EngineContext context) {
    return Availability.yes(choice(library.get()));
  }

  @Override
  public VoiceActivityDetector open(EngineContext context) {
    WebRtcLibrary found = library.get();
    LOG.info("Speech is detected by {}", choice(found));
    IntFunction<SpeechDetector> detectors =
        found.available()
            ? rate -> new WebRtcSpeechDetector(found, rate)
            : EnergySpeechDetector::new;
    return new LocalVoiceActivity(NAME, detectors);
  }

  private static String choice(WebRtcLibrary library) {
    return library
        .problem()
        .map(why -> "'energy', because 'webrtc' is not available: " + why)
        .orElse("'webrtc', its native library loads");
  }
}
