package coda.voice.engine;

import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Addresses that begin the same: scheme, host and port are equal, and the path is the same or
 * below.
 *
 * @param scheme {@code http} or {@code https}
 * @param host in lower case
 * @param port the scheme's own where none was written
 * @param path without a slash at the end; empty for all
 */
public record UrlPrefix(String scheme, String host, int port, String path) {
  /** What other servers may read as another path: dots, slashes in disguise, empty segments. */
  private static final Pattern AMBIGUOUS =
      Pattern.compile("%2e|%2f|%5c|\\\\|//|/\\.{1,2}(/|$)|;", Pattern.CASE_INSENSITIVE);

  /**
   * Reads one.
   *
   * @param text {@code scheme://host[:port][/path]}
   * @return empty when it is none: another scheme, no host, with user, query or fragment, or with a
   *     path that can be read in two ways
   */
  public static Optional<UrlPrefix> parse(String text) {
    return uri(text.strip())
        .filter(uri -> uri.getRawQuery() == null)
        .map(
            uri ->
                new UrlPrefix(
                    scheme(uri),
                    uri.getHost().toLowerCase(Locale.ROOT),
                    port(uri),
                    trimmed(path(uri))));
  }

  /**
   * Whether an address begins so.
   *
   * @param url any text
   */
  public boolean covers(String url) {
    return uri(url)
        .filter(
            uri ->
                scheme(uri).equals(scheme)
                    && uri.getHost().toLowerCase(Locale.ROOT).equals(host)
                    && port(uri) == port
                    && (path(uri).equals(path) || path(uri).startsWith(path + "/")))
        .isPresent();
  }

  private static Optional<URI> uri(String text) {
    try {
      URI uri = new URI(text);
      boolean plain =
          uri.getScheme() != null
              && (scheme(uri).equals("http") || scheme(uri).equals("https"))
              && uri.getHost() != null
              && uri.getRawUserInfo() == null
              && uri.getRawFragment() == null
              && uri.getPort() <= 65_535
              && !AMBIGUOUS.matcher(path(uri)).find();
      return plain ? Optional.of(uri) : Optional.empty();
    } catch (java.net.URISyntaxException e) {
      return Optional.empty();
    }
  }

  private static String scheme(URI uri) {
    return uri.getScheme().toLowerCase(Locale.ROOT);
  }

  private static int port(URI uri) {
    if (uri.getPort() >= 0) {
      return uri.getPort();
    }
    return scheme(uri).equals("https") ? 443 : 80;
  }

  private static String path(URI uri) {
    return uri.getRawPath() == null ? "" : uri.getRawPath();
  }

  private static String trimmed(String path) {
    return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
  }
}
