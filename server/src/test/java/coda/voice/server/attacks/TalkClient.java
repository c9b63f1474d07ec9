package coda.voice.server.attacks;

import static org.awaitility.Awaitility.await;

import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A WebSocket that sends what a test says and keeps what comes back. */
final class TalkClient implements AutoCloseable, WebSocket.Listener {
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final List<JsonObject> messages = new CopyOnWriteArrayList<>();
  private final StringBuilder text = new StringBuilder();
  private final WebSocket socket;
  private volatile int closeCode = -1;

  TalkClient(URI uri, UnaryOperator<WebSocket.Builder> upgrade) {
    socket = upgrade.apply(HTTP.newWebSocketBuilder()).buildAsync(uri, this).join();
  }

  String subprotocol() {
    return socket.getSubprotocol();
  }

  TalkClient send(String message) {
    socket.sendText(message, true).join();
    return this;
  }

  TalkClient send(String type, String data) {
    return send("{\"type\":\"%s\",\"data\":%s}".formatted(type, data));
  }

  TalkClient send(byte[] bytes) {
    socket.sendBinary(ByteBuffer.wrap(bytes), true).join();
    return this;
  }

  List<JsonObject> messages() {
    return List.copyOf(messages);
  }

  /** Waits for a message of a type; its data. */
  JsonObject await1(String type) {
    return await1(message -> message.getString("type").equals(type)).getJsonObject("data");
  }

  JsonObject awaitError(String code) {
    return await1(
            message ->
                message.getString("type").equals("error")
                    && message.getJsonObject("data").getString("code").equals(code))
        .getJsonObject("data");
  }

  private JsonObject await1(Predicate<JsonObject> wanted) {
    return await()
        .atMost(PATIENCE)
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(5))
        .until(() -> messages.stream().filter(wanted).findFirst(), Optional::isPresent)
        .orElseThrow();
  }

  int awaitClose() {
    await().atMost(PATIENCE).pollInterval(Duration.ofMillis(5)).until(() -> closeCode != -1);
    return closeCode;
  }

  /** Whether the connection still answers. */
  boolean alive() {
    String nonce = "n" + System.nanoTime();
    send("ping", "{\"nonce\":\"" + nonce + "\"}");
    await1(
        message ->
            message.getString("type").equals("pong")
                && nonce.equals(message.getJsonObject("data").getString("nonce")));
    return true;
  }

  @Override
  public void onOpen(WebSocket ws) {
    ws.request(Long.MAX_VALUE);
  }

  @Override
  public @Nullable CompletionStage<?> onText(WebSocket ws, CharSequence part, boolean last) {
    text.append(part);
    if (last) {
      messages.add(new JsonObject(text.toString()));
      text.setLength(0);
    }
    return null;
  }

  @Override
  public @Nullable CompletionStage<?> onClose(WebSocket ws, int code, String reason) {
    closeCode = code;
    return null;
  }

  @Override
  public void onError(WebSocket ws, Throwable error) {
    closeCode = 1006;
  }

  @Override
  public void close() {
    socket.abort();
  }
}
