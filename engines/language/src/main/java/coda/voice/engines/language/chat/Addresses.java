package coda.voice.engines.language.chat;

import java.net.URI;
import java.net.URISyntaxException;

/** Addresses in settings. */
public final class Addresses {
  private Addresses() {}

  /**
   * Reads one.
   *
   * @param reader of the engine
   * @param key of the setting
   * @param fallback when it was not given
   * @return the address, without a slash at the end
   */
  public static String read(SettingReader reader, String key, String fallback) {
    String text = reader.text(key).orElse(fallback);
    String allowed = "an address such as " + fallback;
    try {
      URI uri = new URI(text);
      boolean web = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
      if (!web || uri.getHost() == null || uri.getUserInfo() != null || uri.getQuery() != null) {
        throw reader.wrong(key, withoutUser(uri), allowed + ", without user, password or query");
      }
    } catch (URISyntaxException e) {
      throw reader.wrong(key, text, allowed);
    }
    return text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
  }

  /** Never repeats a password. */
  private static String withoutUser(URI uri) {
    return uri.getUserInfo() == null && uri.getQuery() == null
        ? uri.toString()
        : uri.getScheme() + "://…@" + uri.getHost();
  }
}
