package coda.voice.testkit.peers.moshiserver;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import org.msgpack.core.MessageBufferPacker;
import org.msgpack.core.MessagePack;
import org.msgpack.value.MapValue;
import org.msgpack.value.Value;
import org.msgpack.value.ValueFactory;

/** A WebSocket client that sends what it is told, right or wrong. */
final class RawClient implements WebSocket.Listener, AutoCloseable {
  interface Fields {
    void write(MessageBufferPacker out) throws IOException;
  }

  private final HttpClient http = HttpClient.newHttpClient();
  private final ByteArrayOutputStream fragments = new ByteArrayOutputStream();
  private final List<byte[]> heard = new CopyOnWriteArrayList<>();
  final CompletableFuture<Integer> end = new CompletableFuture<>();
  private WebSocket socket;

  RawClient open(URI uri, String... headers) {
    WebSocket.Builder builder = http.newWebSocketBuilder();
    for (int i = 0; i < headers.length; i += 2) {
      builder.header(headers[i], headers[i + 1]);
    }
    socket = builder.buildAsync(uri, this).join();
    return this;
  }

  void send(Fields fields) {
    try (MessageBufferPacker out = MessagePack.newDefaultBufferPacker()) {
      fields.write(out);
      send(out.toByteArray());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  void send(byte[] bytes) {
    socket.sendBinary(ByteBuffer.wrap(bytes), true).join();
  }

  void sendText(String text) {
    socket.sendText(text, true).join();
  }

  void audio(int samples) {
    send(
        out -> {
          out.packMapHeader(2).packString("type").packString("Audio");
          out.packString("pcm").packArrayHeader(samples);
          for (int i = 0; i < samples; i++) {
            out.packFloat(0);
          }
        });
  }

  void marker(long id) {
    send(
        out ->
            out.packMapHeader(2)
                .packString("type")
                .packString("Marker")
                .packString("id")
                .packLong(id));
  }

  void text(String text) {
    send(
        out ->
            out.packMapHeader(2)
                .packString("type")
                .packString("Text")
                .packString("text")
                .packString(text));
  }

  /** Sends a pong, unless the server is gone. */
  void pong() {
    socket.sendPong(ByteBuffer.allocate(0)).exceptionally(gone -> socket).join();
  }

  /** What was heard so far, as MessagePack. */
  List<MapValue> messages() {
    return heard.stream().map(RawClient::read).toList();
  }

  List<byte[]> bytes() {
    return heard;
  }

  List<String> types() {
    return messages().stream().map(m -> get(m, "type").asStringValue().asString()).toList();
  }

  List<MapValue> ofType(String type) {
    return messages().stream()
        .filter(m -> get(m, "type").asStringValue().asString().equals(type))
        .toList();
  }

  static Value get(MapValue message, String key) {
    return message.map().get(ValueFactory.newString(key));
  }

  private static MapValue read(byte[] bytes) {
    try (var in = MessagePack.newDefaultUnpacker(bytes)) {
      return in.unpackValue().asMapValue();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public CompletionStage<?> onBinary(WebSocket from, ByteBuffer data, boolean last) {
    byte[] bytes = new byte[data.remaining()];
    data.get(bytes);
    fragments.writeBytes(bytes);
    if (last) {
      heard.add(fragments.toByteArray());
      fragments.reset();
    }
    from.request(1);
    return null;
  }

  @Override
  public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
    end.complete(code);
    return null;
  }

  @Override
  public void onError(WebSocket from, Throwable error) {
    end.complete(-1);
  }

  @Override
  public void close() {
    if (socket != null) {
      socket.abort();
    }
    http.shutdownNow();
  }
}
