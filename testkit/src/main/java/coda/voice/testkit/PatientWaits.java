package coda.voice.testkit;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Lets tests wait as long as a busy machine needs, unless they say otherwise. What they wait for
 * comes at once where there is nothing else to do.
 *
 * <p>Found by JUnit where a module's {@code junit-platform.properties} let it look for extensions.
 */
public final class PatientWaits implements BeforeAllCallback {
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  @Override
  public void beforeAll(ExtensionContext context) {
    Awaitility.setDefaultTimeout(PATIENCE);
  }
}
