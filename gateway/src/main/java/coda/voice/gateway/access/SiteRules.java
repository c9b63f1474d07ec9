package coda.voice.gateway.access;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Which web sites may reach the server from a browser. A browser says in {@code Origin} which site
 * a script belongs to, and lets scripts of any site open WebSockets; without this check a page that
 * somebody merely looks at could talk to the server in their name.
 *
 * <p>Accepted are: no {@code Origin} at all (no browser), the site that the server itself is
 * reached as, the sites that are listed, and pages of this machine when the server listens on
 * loopback.
 *
 * <p>A server that asks nobody who they are, on loopback, looks at {@code Host} too: a page can let
 * its own name point to 127.0.0.1, and would then be "the same site" (DNS rebinding).
 */
public final class SiteRules {
  /** In the list: every site. */
  public static final String ANY = "*";

  private static final Pattern HOST =
      Pattern.compile("(\\[[0-9A-Fa-f:.]{2,45}\\]|[A-Za-z0-9._-]{1,253})(?::(\\d{1,5}))?");

  private final Set<String> origins;
  private final Set<String> hosts;
  private final boolean loopback;
  private final boolean open;
  private final boolean tls;

  /**
   * Rules of a server whose own pages may come over http or https, because a proxy may speak TLS
   * for it.
   *
   * @param origins that are accepted beside the usual: {@code https://app.example.com}; {@value
   *     #ANY} for all
   * @param hosts names by which the server is reached beside those of this machine; only looked at
   *     when the server is open and on loopback
   * @param loopback whether the server listens on loopback
   * @param open whether it asks nobody who they are
   */
  public SiteRules(List<String> origins, List<String> hosts, boolean loopback, boolean open) {
    this(origins, hosts, loopback, open, false);
  }

  /**
   * Rules.
   *
   * @param origins as above
   * @param hosts as above
   * @param loopback whether the server listens on loopback
   * @param open whether it asks nobody who they are
   * @param tls whether the server itself speaks TLS: then a page that came over http, which anybody
   *     on the way could have written, is not of its own site
   */
  public SiteRules(
      List<String> origins, List<String> hosts, boolean loopback, boolean open, boolean tls) {
    this.origins = lower(origins);
    this.hosts = lower(hosts);
    this.loopback = loopback;
    this.open = open;
    this.tls = tls;
  }

  /** Those of a server on loopback that asks nobody who they are. */
  public static SiteRules local() {
    return new SiteRules(List.of(), List.of(), true, true);
  }

  /**
   * Why a request is refused. One that has a header twice is: whoever stands between might have
   * looked at the other one.
   *
   * @param origins its {@code Origin} headers
   * @param hosts its {@code Host} headers
   * @return empty when it is not
   */
  public Optional<SiteRefusal> refusal(List<String> origins, List<String> hosts) {
    if (hosts.size() > 1) {
      return Optional.of(SiteRefusal.HOST);
    }
    return origins.size() > 1
        ? Optional.of(SiteRefusal.ORIGIN)
        : refusal(origins.stream().findFirst(), hosts.stream().findFirst());
  }

  /**
   * Why a request is refused.
   *
   * @param origin its {@code Origin} header
   * @param host its {@code Host} header
   * @return empty when it is not
   */
  public Optional<SiteRefusal> refusal(Optional<String> origin, Optional<String> host) {
    Optional<Site> here = host.flatMap(SiteRules::host);
    if (open && loopback && here.filter(this::named).isEmpty()) {
      return Optional.of(SiteRefusal.HOST);
    }
    return origin.isEmpty() || accepts(origin.get(), here)
        ? Optional.empty()
        : Optional.of(SiteRefusal.ORIGIN);
  }

  private boolean named(Site here) {
    return Loopback.is(here.host()) || hosts.contains(here.host());
  }

  private boolean accepts(String origin, Optional<Site> here) {
    if (origins.contains(ANY) || origins.contains(origin.toLowerCase(Locale.ROOT))) {
      return true;
    }
    Optional<Site> from = origin(origin);
    if (from.isEmpty()) {
      return false;
    }
    boolean same =
        here.isPresent()
            && (!tls || from.get().secure())
            && here.get().host().equals(from.get().host())
            && here.get().port().orElse(from.get().usualPort()).equals(from.get().realPort());
    return same || (loopback && Loopback.is(from.get().host()));
  }

  private static Optional<Site> host(String header) {
    var parts = HOST.matcher(header.strip());
    return parts.matches()
        ? Optional.of(
            new Site(
                "", low(parts.group(1)), Optional.ofNullable(parts.group(2)).map(Integer::valueOf)))
        : Optional.empty();
  }

  private static Optional<Site> origin(String header) {
    try {
      URI uri = new URI(header.strip());
      String scheme = uri.getScheme();
      String host = uri.getHost();
      boolean plain =
          !uri.isOpaque()
              && uri.getRawUserInfo() == null
              && uri.getRawPath().isEmpty()
              && uri.getRawQuery() == null
              && uri.getRawFragment() == null;
      if (scheme == null || host == null || !plain) {
        return Optional.empty();
      }
      Optional<Integer> port = uri.getPort() < 0 ? Optional.empty() : Optional.of(uri.getPort());
      return Optional.of(new Site(low(scheme), low(host), port));
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }

  private static Set<String> lower(List<String> texts) {
    return texts.stream().map(SiteRules::low).collect(Collectors.toUnmodifiableSet());
  }

  private static String low(String text) {
    return text.toLowerCase(Locale.ROOT);
  }

  private record Site(String scheme, String host, Optional<Integer> port) {
    boolean secure() {
      return scheme.equals("https") || scheme.equals("wss");
    }

    int usualPort() {
      return secure() ? 443 : 80;
    }

    int realPort() {
      return port.orElse(usualPort());
    }
  }
}
