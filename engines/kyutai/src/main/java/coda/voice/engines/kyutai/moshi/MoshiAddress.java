package coda.voice.engines.kyutai.moshi;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Where a Moshi is.
 *
 * @param chat the WebSocket's address, sampling parameters not included
 */
record MoshiAddress(URI chat) {
  private static final String DEFAULT_PATH = "/api/chat";

  /**
   * Reads an address as people write it: {@code ws}, {@code wss}, {@code http} or {@code https}, a
   * host, and perhaps port, path and query.
   *
   * @return the address, or null when it is none
   */
  static @Nullable MoshiAddress parse(String text) {
    try {
      URI given = new URI(text.strip());
      String scheme =
          switch (given.getScheme() == null ? "" : given.getScheme().toLowerCase(Locale.ROOT)) {
            case "ws", "http" -> "ws";
            case "wss", "https" -> "wss";
            default -> null;
          };
      if (scheme == null
          || given.getHost() == null
          || given.getRawUserInfo() != null
          || given.getRawFragment() != null) {
        return null;
      }
      String path = given.getRawPath();
      boolean bare = path == null || path.isEmpty() || path.equals("/");
      return new MoshiAddress(
          URI.create(
              scheme
                  + "://"
                  + given.getHost()
                  + (given.getPort() < 0 ? "" : ":" + given.getPort())
                  + (bare ? DEFAULT_PATH : path)
                  + (given.getRawQuery() == null ? "" : "?" + given.getRawQuery())));
    } catch (URISyntaxException e) {
      return null;
    }
  }

  /** The address with these parameters, encoded, or none when empty. */
  URI chat(String parameters) {
    if (parameters.isEmpty()) {
      return chat;
    }
    return URI.create(chat + (chat.getRawQuery() == null ? "?" : "&") + parameters);
  }

  /** The same place for a plain request. */
  URI http() {
    return URI.create("http" + chat.toString().substring("ws".length()));
  }

  /** For messages: without the query, which may hold a key. */
  @Override
  public String toString() {
    String whole = chat.toString();
    int question = whole.indexOf('?');
    return question < 0 ? whole : whole.substring(0, question);
  }
}
