package coda.voice.engines.kyutai.slot;

import static coda.voice.engine.EngineError.ENGINE_SETTING_INVALID;

import coda.voice.engine.EngineContext;
import coda.voice.engine.EngineException;
import coda.voice.engine.EngineProvider.Availability;
import coda.voice.engines.kyutai.transport.Trust;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import javax.net.ssl.SSLContext;

/**
 * Where a server is and how it is spoken to.
 *
 * @param engine the engine's name, for messages
 * @param base {@code ws} or {@code wss}, maybe with the path of a proxy, without a slash at the end
 * @param path where the module lives, from the base on
 * @param key what {@code authorized_ids} of the server must hold
 * @param slots how many connections at once
 * @param connectMs how long it may take until the server is ready for us
 * @param pingMs how often an empty ping is sent; a server silent for two and a half times as long
 *     is lost
 * @param tls whom to believe
 */
public record ServerSettings(
    String engine,
    URI base,
    String path,
    String key,
    int slots,
    int connectMs,
    int pingMs,
    SSLContext tls) {

  private static final String DEFAULT_URL = "ws://localhost:8080";
  private static final String DEFAULT_KEY = "public_token";
  private static final int REACH_MS = 500;

  /**
   * Reads the settings.
   *
   * @param engine its name
   * @param context where they are
   * @param defaultPath where the module usually lives
   * @throws EngineException {@code ENGINE_SETTING_INVALID}
   */
  public static ServerSettings read(String engine, EngineContext context, String defaultPath) {
    String path = context.setting("path").orElse(defaultPath).strip();
    if (!path.matches("/[!-~&&[^?#%\\\\\"<>^`{|}]]*")) {
      throw invalid("path", path, "a path that begins with a slash, without a query");
    }
    String key = context.setting("api_key").orElse(DEFAULT_KEY).strip();
    if (!key.matches("[!-~]+")) {
      // Not named: it may be a secret with a slip in it.
      throw invalid("api_key", "...", "letters, digits and signs without blanks");
    }
    return new ServerSettings(
        engine,
        base(context.setting("url").orElse(DEFAULT_URL).strip()),
        path,
        key,
        context.number("slots", 64, 1, 10_000),
        context.number("connect_ms", 2_000, 50, 60_000),
        context.number("ping_ms", 8_000, 50, 15_000),
        tls(context));
  }

  private static URI base(String url) {
    String allowed = "an address such as " + DEFAULT_URL + " (ws, wss, http or https)";
    try {
      URI given = new URI(url.endsWith("/") ? url.substring(0, url.length() - 1) : url);
      String scheme = given.getScheme() == null ? "" : given.getScheme().toLowerCase(Locale.ROOT);
      String spoken =
          switch (scheme) {
            case "ws", "http" -> "ws";
            case "wss", "https" -> "wss";
            default -> throw invalid("url", url, allowed);
          };
      if (given.getHost() == null || given.getQuery() != null || given.getFragment() != null) {
        throw invalid("url", url, allowed);
      }
      return new URI(spoken, null, given.getHost(), given.getPort(), given.getPath(), null, null);
    } catch (URISyntaxException e) {
      throw invalid("url", url, allowed);
    }
  }

  private static SSLContext tls(EngineContext context) {
    String insecure = context.setting("insecure").orElse("false").strip();
    if (!List.of("true", "false").contains(insecure)) {
      throw invalid("insecure", insecure, "true or false");
    }
    String ca = context.setting("ca").orElse("").strip();
    try {
      if (insecure.equals("true")) {
        return Trust.anybody();
      }
      return ca.isEmpty() ? Trust.usual() : Trust.in(Path.of(ca));
    } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
      throw invalid("ca", ca, "a readable PEM file with certificates (" + e.getMessage() + ")");
    }
  }

  /**
   * Whether somebody listens at the address; nothing is asked.
   *
   * @param engine its name
   * @param context where the settings are
   * @param defaultPath where the module usually lives
   */
  public static Availability reachable(String engine, EngineContext context, String defaultPath) {
    try {
      URI base = read(engine, context, defaultPath).base();
      boolean tls = base.getScheme().equals("wss");
      int port = base.getPort() < 0 ? (tls ? 443 : 80) : base.getPort();
      try (Socket socket = new Socket()) {
        socket.connect(new InetSocketAddress(base.getHost(), port), REACH_MS);
        return Availability.yes("somebody listens at " + base);
      } catch (IOException e) {
        return Availability.no(
            "nobody listens at %s: start moshi-server there, or set engines.%s.url"
                .formatted(base, engine));
      }
    } catch (EngineException wrong) {
      return Availability.no(String.valueOf(wrong.getMessage()));
    }
  }

  /**
   * Splits a list.
   *
   * @param text separated by commas
   */
  public static List<String> list(String text) {
    return Arrays.stream(text.split(",")).map(String::strip).filter(s -> !s.isEmpty()).toList();
  }

  /**
   * A setting that is wrong.
   *
   * @param key its name
   * @param value what it is
   * @param allowed what it may be
   */
  public static EngineException invalid(String key, String value, String allowed) {
    return new EngineException(
        ENGINE_SETTING_INVALID,
        "Engine setting '%s' is '%s'; allowed is %s".formatted(key, value, allowed),
        "The server is misconfigured",
        null);
  }

  /**
   * The module's address.
   *
   * @param query encoded, without the question mark; may be empty
   */
  URI module(String query) {
    return URI.create(base + path + (query.isEmpty() ? "" : "?" + query));
  }

  /** The page that answers whenever the server runs. */
  URI buildInfo() {
    return URI.create(base.toString().replaceFirst("^ws", "http") + "/api/build_info");
  }
}
