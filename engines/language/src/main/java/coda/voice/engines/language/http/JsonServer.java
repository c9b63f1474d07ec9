package coda.voice.engines.language.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.langchain4j.exception.HttpException;
import dev.langchain4j.exception.LangChain4jException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;

/**
 * The plain questions a model's server answers in JSON: which models, how big. Blocks; any thread.
 */
public final class JsonServer {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient client;
  private final String base;
  private final Map<String, String> headers;

  /**
   * A server.
   *
   * @param client makes the connections
   * @param base its address, without a slash at the end
   * @param headers sent along
   */
  public JsonServer(HttpClient client, String base, Map<String, String> headers) {
    this.client = client;
    this.base = base;
    this.headers = Map.copyOf(headers);
  }

  /** Its address. */
  public String address() {
    return base;
  }

  /**
   * Asks.
   *
   * @param path begins with a slash
   * @param timeout how long the answer may take
   * @throws RuntimeException LangChain4j's {@link HttpException}, or around an {@link IOException}
   */
  public JsonNode get(String path, Duration timeout) {
    return exchange(path, HttpRequest.newBuilder().GET(), timeout);
  }

  /**
   * Tells.
   *
   * @param path begins with a slash
   * @param body as JSON
   * @param timeout how long the answer may take
   * @throws RuntimeException as {@link #get}
   */
  public JsonNode post(String path, Map<String, ?> body, Duration timeout) {
    String json = JSON.valueToTree(body).toString();
    return exchange(
        path,
        HttpRequest.newBuilder()
            .POST(BodyPublishers.ofString(json))
            .header("Content-Type", "application/json"),
        timeout);
  }

  private JsonNode exchange(String path, HttpRequest.Builder builder, Duration timeout) {
    headers.forEach(builder::header);
    HttpRequest request = builder.uri(URI.create(base + path)).timeout(timeout).build();
    try {
      HttpResponse<InputStream> response = client.send(request, BodyHandlers.ofInputStream());
      try (InputStream body = new LimitedStream(response.body(), AbortableHttpClient.MAX_BYTES)) {
        byte[] bytes = body.readAllBytes();
        if (response.statusCode() / 100 != 2) {
          throw new HttpException(response.statusCode(), new String(bytes, StandardCharsets.UTF_8));
        }
        return bytes.length == 0 ? JSON.createObjectNode() : JSON.readTree(bytes);
      }
    } catch (JsonProcessingException e) {
      throw new LangChain4jException(base + path + " did not answer with JSON", e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LangChain4jException(e);
    }
  }
}
