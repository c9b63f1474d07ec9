package coda.voice.server.config;

import java.util.List;

/**
 * Whom to believe.
 *
 * @param trustedProxies whose headers about clients are believed
 */
public record SecurityConfig(
    @Setting(
            value = "",
            about =
                "Proxies whose Forwarded or X-Forwarded-For is believed: addresses, or networks such"
                    + " as 10.0.0.0/8.")
        List<String> trustedProxies) {

  /** Copies the list. */
  public SecurityConfig {
    trustedProxies = List.copyOf(trustedProxies);
  }
}
