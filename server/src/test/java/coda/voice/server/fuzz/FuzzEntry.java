package coda.voice.server.fuzz;

import java.util.Arrays;

/**
 * What Jazzer calls. {@code -Dcoda.fuzz.target=WAV} chooses a target; without it the first byte of
 * each input does.
 */
public final class FuzzEntry {
  private static final FuzzTarget[] ALL = FuzzTarget.values();
  private static final String CHOSEN = System.getProperty("coda.fuzz.target", "");

  private FuzzEntry() {}

  /** Loads what is needed, so that the first input is not taken for one that takes long. */
  public static void fuzzerInitialize() {
    for (FuzzTarget target : ALL) {
      if (CHOSEN.isEmpty() || target.name().equals(CHOSEN)) {
        target.run(new byte[0]);
      }
    }
  }

  /**
   * One input.
   *
   * @param input from Jazzer
   */
  public static void fuzzerTestOneInput(byte[] input) {
    if (!CHOSEN.isEmpty()) {
      FuzzTarget.valueOf(CHOSEN).run(input);
    } else if (input.length > 0) {
      ALL[(input[0] & 0xFF) % ALL.length].run(Arrays.copyOfRange(input, 1, input.length));
    }
  }
}
