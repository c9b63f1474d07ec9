package coda.voice.server.config;

import java.util.Map;

/**
 * Values from one source, by key ({@code server.port}).
 *
 * @param values in the order of the source
 */
record Layer(Map<String, Value> values) {

  /**
   * A value as it was written.
   *
   * @param text what was written; empty when nothing was
   * @param origin where, for people
   */
  record Value(String text, String origin) {

    /** Without the text: that may be a secret. */
    @Override
    public String toString() {
      return "(" + origin + ")";
    }
  }
}
