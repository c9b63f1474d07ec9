package coda.voice.engines.language.http;

import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpClient.Version;
import java.time.Duration;
import java.util.concurrent.Executor;

/** How we connect to models' servers. */
public final class Connections {
  /** Longer than this nobody waits for a connection. */
  private static final Duration CONNECT = Duration.ofSeconds(2);

  private Connections() {}

  /**
   * A client with its own connection pool.
   *
   * <p>Without TLS it speaks HTTP/1.1 only: asking for an upgrade makes some servers complain.
   *
   * @param url of the server
   * @param executor for the client's own work
   */
  public static HttpClient to(String url, Executor executor) {
    return HttpClient.newBuilder()
        .connectTimeout(CONNECT)
        .executor(executor)
        .followRedirects(Redirect.NEVER)
        .version(url.startsWith("https:") ? Version.HTTP_2 : Version.HTTP_1_1)
        .build();
  }
}
