package coda.voice.gateway.realtime;

import static org.assertj.core.api.Assertions.assertThat;

import coda.voice.gateway.realtime.order.RealtimeOrder;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A client of the Realtime protocol, over a real socket. Whatever comes has to be in the order that
 * the protocol wants, or it does not close in peace. Used by one thread.
 */
public final class RealtimeClient implements AutoCloseable {
  private static final long PATIENCE_S = 60;
  private static final String BETA = "openai-beta.realtime-v1";

  private static final String AZURE_PREVIEW = "/openai/realtime";

  private final HttpClient http = HttpClient.newHttpClient();
  private final LinkedBlockingQueue<JsonObject> came = new LinkedBlockingQueue<>();
  private final List<JsonObject> all = new ArrayList<>();
  private final CompletableFuture<Integer> closed = new CompletableFuture<>();
  private final Queue<CompletableFuture<Void>> pongs = new ConcurrentLinkedQueue<>();
  private final RealtimeOrder order = new RealtimeOrder();
  private final boolean ordered;
  private final boolean listens;
  private final WebSocket socket;

  private RealtimeClient(
      URI uri, List<String> headers, List<String> subprotocols, boolean listens) {
    this.listens = listens;
    // The old dialect has other names for the same.
    ordered =
        !headers.contains("OpenAI-Beta")
            && !subprotocols.contains(BETA)
            && !uri.getPath().equals(AZURE_PREVIEW);
    WebSocket.Builder builder = http.newWebSocketBuilder();
    for (int i = 0; i < headers.size(); i += 2) {
      builder.header(headers.get(i), headers.get(i + 1));
    }
    if (!subprotocols.isEmpty()) {
      builder.subprotocols(
          subprotocols.getFirst(),
          subprotocols.subList(1, subprotocols.size()).toArray(String[]::new));
    }
    socket = builder.buildAsync(uri, new Ear()).join();
  }

  /** Comes in and awaits {@code session.created}. */
  public static RealtimeClient connect(URI uri, String... headers) {
    RealtimeClient client = new RealtimeClient(uri, Arrays.asList(headers), List.of(), true);
    client.await("session.created");
    return client;
  }

  /** Comes in as a browser does. */
  public static RealtimeClient offering(URI uri, List<String> subprotocols) {
    return new RealtimeClient(uri, List.of(), subprotocols, true);
  }

  /** Comes in and takes nothing that is sent. */
  public static RealtimeClient deaf(URI uri) {
    return new RealtimeClient(uri, List.of(), List.of(), false);
  }

  /** The first event of a type, whether it was looked at already or is still to come. */
  public JsonObject sooner(String type) {
    return all.stream()
        .filter(event -> event.getString("type").equals(type))
        .findFirst()
        .orElseGet(() -> await(type));
  }

  /** The subprotocol that the server chose. */
  public String subprotocol() {
    return socket.getSubprotocol();
  }

  public RealtimeClient send(String type, String fields) {
    return sendText("{\"type\":\"" + type + "\"" + (fields.isEmpty() ? "" : "," + fields) + "}");
  }

  public RealtimeClient send(String type) {
    return send(type, "");
  }

  public RealtimeClient sendText(String text) {
    if (text.contains("\"mcp\"")) {
      synchronized (order) {
        order.declaresRemoteTools();
      }
    }
    socket.sendText(text, true).join();
    return this;
  }

  /** Sends a message in several frames. */
  public RealtimeClient sendParts(String... parts) {
    for (int i = 0; i < parts.length; i++) {
      socket.sendText(parts[i], i == parts.length - 1).join();
    }
    return this;
  }

  /** Asks whether the server is there; completes when it says so. */
  public CompletableFuture<Void> ping() {
    CompletableFuture<Void> pong = new CompletableFuture<>();
    pongs.add(pong);
    socket.sendPing(java.nio.ByteBuffer.allocate(1)).join();
    return pong.orTimeout(PATIENCE_S, TimeUnit.SECONDS);
  }

  /** Sends sound at once, in the format of the session. */
  public RealtimeClient append(byte[] sound) {
    return send(
        "input_audio_buffer.append",
        "\"audio\":\"" + Base64.getEncoder().encodeToString(sound) + "\"");
  }

  public RealtimeClient sendBinary(byte[] bytes) {
    socket.sendBinary(java.nio.ByteBuffer.wrap(bytes), true).join();
    return this;
  }

  /** Sends 24 kHz PCM: loud means speech here. */
  public RealtimeClient sound(int ms, boolean loud) {
    byte[] piece = new byte[2 * 24 * 20];
    Arrays.fill(piece, (byte) (loud ? 0x20 : 0));
    String text = Base64.getEncoder().encodeToString(piece);
    for (int done = 0; done < ms; done += 20) {
      send("input_audio_buffer.append", "\"audio\":\"" + text + "\"");
    }
    return this;
  }

  /** The next event of a type; what comes before it is kept. */
  public JsonObject await(String type) {
    while (true) {
      JsonObject next = next();
      if (next.getString("type").equals(type)) {
        return next;
      }
      if (next.getString("type").equals("error") && !type.equals("error")) {
        throw new AssertionError("Instead of " + type + ": " + next.encodePrettily());
      }
    }
  }

  /** The next event. */
  public JsonObject next() {
    try {
      JsonObject next = came.poll(PATIENCE_S, TimeUnit.SECONDS);
      assertThat(next).as("an event, after %s", types()).isNotNull();
      all.add(next);
      return next;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The next event if it comes soon; it is looked at. */
  public Optional<JsonObject> poll(long ms) {
    try {
      Optional<JsonObject> next = Optional.ofNullable(came.poll(ms, TimeUnit.MILLISECONDS));
      next.ifPresent(all::add);
      return next;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** All events that were looked at. */
  public List<JsonObject> all() {
    return List.copyOf(all);
  }

  /** Their types, each row of the same one once. */
  public List<String> types() {
    List<String> types = new ArrayList<>();
    for (JsonObject event : all) {
      String type = event.getString("type");
      if (types.isEmpty() || !types.getLast().equals(type)) {
        types.add(type);
      }
    }
    return types;
  }

  /** What was looked at so far is forgotten. */
  public RealtimeClient forget() {
    all.clear();
    return this;
  }

  /** The code that the server closes with. */
  public int closeCode() {
    return closed.orTimeout(PATIENCE_S, TimeUnit.SECONDS).join();
  }

  @Override
  public void close() {
    socket
        .sendClose(WebSocket.NORMAL_CLOSURE, "")
        .orTimeout(5, TimeUnit.SECONDS)
        .exceptionally(e -> socket)
        .join();
    http.shutdownNow();
    if (ordered) {
      assertThat(faults()).isEmpty();
    }
  }

  /** What came out of order so far. */
  public List<RealtimeOrder.Fault> faults() {
    synchronized (order) {
      return order.faults();
    }
  }

  /** Whether all that began has ended so far. */
  public boolean quiet() {
    synchronized (order) {
      return order.quiet();
    }
  }

  /** What is out of order when nothing more is expected. */
  public List<RealtimeOrder.Fault> ended() {
    synchronized (order) {
      return order.ended();
    }
  }

  private final class Ear implements WebSocket.Listener {
    private final StringBuilder text = new StringBuilder();

    @Override
    public void onOpen(WebSocket opened) {
      if (listens) {
        opened.request(1);
      }
    }

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
      text.append(part);
      if (last) {
        JsonObject event = new JsonObject(text.toString());
        synchronized (order) {
          order.saw(event);
        }
        came.add(event);
        text.setLength(0);
      }
      from.request(1);
      return CompletableFuture.allOf();
    }

    @Override
    public CompletionStage<?> onPong(WebSocket from, java.nio.ByteBuffer message) {
      Optional.ofNullable(pongs.poll()).ifPresent(pong -> pong.complete(null));
      from.request(1);
      return CompletableFuture.allOf();
    }

    @Override
    public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
      closed.complete(code);
      return CompletableFuture.allOf();
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
      closed.complete(-1);
    }
  }
}
