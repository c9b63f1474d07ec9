package coda.voice.gateway.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads {@code Forwarded} (RFC 7239) and {@code X-Forwarded-For}. Everything in them was written by
 * somebody who may lie; only what a trusted proxy added at the right end is worth something.
 */
final class ForwardedHeaders {
  /** Longer ones are no work of honest proxies. */
  private static final int MOST_HOPS = 32;

  private ForwardedHeaders() {}

  /**
   * The hops of {@code X-Forwarded-For}, the nearest last.
   *
   * @param headers all of that name, in order
   * @return empty when one of them is malformed
   */
  static Optional<List<Hop>> plain(List<String> headers) {
    List<Hop> hops = new ArrayList<>();
    for (String node : String.join(",", headers).split(",", -1)) {
      Optional<Hop> hop = Hop.of(node.strip());
      if (hop.isEmpty() || hops.size() == MOST_HOPS) {
        return Optional.empty();
      }
      hops.add(hop.get());
    }
    return Optional.of(hops);
  }

  /**
   * The hops of {@code Forwarded}, the nearest last. An element without {@code for} is a hop that
   * does not tell.
   *
   * @param headers all of that name, in order
   * @return empty when one of them is malformed
   */
  static Optional<List<Hop>> standard(List<String> headers) {
    List<Hop> hops = new ArrayList<>();
    Optional<List<String>> elements = split(String.join(",", headers), ',');
    if (elements.isEmpty() || elements.get().size() > MOST_HOPS) {
      return Optional.empty();
    }
    for (String element : elements.get()) {
      Optional<Hop> hop = element(element);
      if (hop.isEmpty()) {
        return Optional.empty();
      }
      hops.add(hop.get());
    }
    return Optional.of(hops);
  }

  private static Optional<Hop> element(String element) {
    Optional<List<String>> pairs = split(element, ';');
    if (pairs.isEmpty()) {
      return Optional.empty();
    }
    Hop found = null;
    for (String pair : pairs.get()) {
      int equals = pair.indexOf('=');
      if (equals <= 0) {
        return Optional.empty();
      }
      if (pair.substring(0, equals).strip().equalsIgnoreCase("for")) {
        Optional<Hop> hop = unquoted(pair.substring(equals + 1).strip()).flatMap(Hop::of);
        if (found != null || hop.isEmpty()) {
          return Optional.empty();
        }
        found = hop.get();
      }
    }
    return Optional.of(found == null ? new Hop.Hidden() : found);
  }

  /** A value without its quotes; honest proxies have no reason to escape anything in them. */
  private static Optional<String> unquoted(String value) {
    if (!value.startsWith("\"")) {
      return value.indexOf('"') < 0 ? Optional.of(value) : Optional.empty();
    }
    boolean closed = value.length() >= 2 && value.indexOf('"', 1) == value.length() - 1;
    return closed && value.indexOf('\\') < 0
        ? Optional.of(value.substring(1, value.length() - 1))
        : Optional.empty();
  }

  /** Parts between separators that do not stand within quotes; empty when a quote is open. */
  private static Optional<List<String>> split(String text, char separator) {
    List<String> parts = new ArrayList<>();
    boolean quoted = false;
    int from = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (quoted && c == '\\') {
        i++;
      } else if (c == '"') {
        quoted = !quoted;
      } else if (c == separator && !quoted) {
        parts.add(text.substring(from, i).strip());
        from = i + 1;
      }
    }
    parts.add(text.substring(from).strip());
    return quoted ? Optional.empty() : Optional.of(parts);
  }
}
