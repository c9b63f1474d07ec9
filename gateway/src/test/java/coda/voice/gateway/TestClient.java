package coda.voice.gateway;

import static org.awaitility.Awaitility.await;

import coda.voice.protocol.coda.CodaCodec;
import coda.voice.protocol.coda.Envelope;
import coda.voice.protocol.coda.ServerMessage;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.awaitility.core.ConditionTimeoutException;
import org.jspecify.annotations.Nullable;

/** A client that sends what a test says, right or wrong, and keeps what comes back. */
public final class TestClient implements AutoCloseable {
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final CodaCodec codec = new CodaCodec();
  private final List<Envelope<ServerMessage>> messages = new CopyOnWriteArrayList<>();
  private final List<byte[]> binaries = new CopyOnWriteArrayList<>();
  private final StringBuilder text = new StringBuilder();
  private final ByteArrayOutputStream binary = new ByteArrayOutputStream();
  private volatile int closeCode = -1;
  private volatile String closeReason = "";
  private volatile @Nullable Throwable lost;
  private volatile long lastSeq;
  private volatile String resumeToken = "";
  private final boolean reads;
  private final WebSocket socket;

  private TestClient(URI uri, boolean reads, UnaryOperator<WebSocket.Builder> upgrade) {
    this.reads = reads;
    this.socket = upgrade.apply(HTTP.newWebSocketBuilder()).buildAsync(uri, new Ears()).join();
  }

  /** A client whose upgrade says more than it must. */
  public static TestClient connect(URI uri, UnaryOperator<WebSocket.Builder> upgrade) {
    return new TestClient(uri, true, upgrade);
  }

  /** The subprotocol that was agreed; empty for none. */
  public String subprotocol() {
    return socket.getSubprotocol();
  }

  public static TestClient connect(URI uri) {
    return new TestClient(uri, true, upgrade -> upgrade);
  }

  /** A client that takes nothing. */
  public static TestClient deaf(URI uri) {
    return new TestClient(uri, false, upgrade -> upgrade);
  }

  public TestClient send(String message) {
    socket.sendText(message, true).join();
    return this;
  }

  /** A message of a type with this data, and the type as its id. */
  public TestClient send(String type, String data) {
    return send("{\"type\":\"%s\",\"message_id\":\"%s\",\"data\":%s}".formatted(type, type, data));
  }

  public TestClient sendParts(String... parts) {
    for (int i = 0; i < parts.length; i++) {
      socket.sendText(parts[i], i == parts.length - 1).join();
    }
    return this;
  }

  public TestClient send(byte[] bytes) {
    socket.sendBinary(ByteBuffer.wrap(bytes), true).join();
    return this;
  }

  /** Continues the conversation of a client whose socket was lost. */
  public ServerMessage.Resumed resume(TestClient other) {
    return resume(other, other.lastSeq);
  }

  /** Continues the conversation of another client, as if nothing after this number had come. */
  public ServerMessage.Resumed resume(TestClient other, long seq) {
    lastSeq = seq;
    send("resume", "{\"resume_token\":\"" + other.resumeToken + "\",\"last_seq\":" + seq + "}");
    return await1(ServerMessage.Resumed.class);
  }

  /** The number of the last message that came, counted as the protocol says. */
  public long lastSeq() {
    return lastSeq;
  }

  /** The newest token. */
  public String resumeToken() {
    return resumeToken;
  }

  /** Closes as a browser does. */
  public void closeWith(int code) {
    socket.sendClose(code, "").join();
  }

  /** Closes politely, if it still can. */
  public void goodbye() {
    if (!socket.isOutputClosed()) {
      socket.sendClose(WebSocket.NORMAL_CLOSURE, "").exceptionally(e -> socket).join();
    }
  }

  /** Vanishes without a word. */
  public void vanish() {
    socket.abort();
  }

  @Override
  public void close() {
    socket.abort();
  }

  /** Everything that came so far. */
  public List<Envelope<ServerMessage>> messages() {
    return List.copyOf(messages);
  }

  /** All messages of one kind so far. */
  public <T extends ServerMessage> List<T> all(Class<T> kind) {
    return messages.stream()
        .map(Envelope::message)
        .filter(kind::isInstance)
        .map(kind::cast)
        .toList();
  }

  public List<byte[]> binaries() {
    return List.copyOf(binaries);
  }

  /** Waits for the first message of a kind. */
  public <T extends ServerMessage> T await1(Class<T> kind) {
    return awaitOne(kind, message -> true);
  }

  /** Waits for a message. */
  public <T extends ServerMessage> T awaitOne(Class<T> kind, Predicate<T> wanted) {
    try {
      return await()
          .atMost(PATIENCE)
          .pollInterval(Duration.ofMillis(5))
          .until(() -> all(kind).stream().filter(wanted).findFirst(), Optional::isPresent)
          .orElseThrow();
    } catch (ConditionTimeoutException e) {
      throw new AssertionError(
          "No such %s among %s; closed with %d"
              .formatted(
                  kind.getSimpleName(),
                  messages.stream().map(Envelope::message).toList(),
                  closeCode),
          e);
    }
  }

  /** Waits for an error with this code. */
  public ServerMessage.Failure awaitError(String code) {
    return awaitOne(ServerMessage.Failure.class, failure -> failure.code().equals(code));
  }

  /** Waits until the server has closed, and says with which code. */
  public int awaitClose() {
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(5))
        .until(() -> closeCode != -1 || lost != null);
    return closeCode;
  }

  /** Whether the server has closed. */
  public boolean closed() {
    return closeCode != -1;
  }

  public String closeReason() {
    return closeReason;
  }

  /** Whether the connection still answers. */
  public boolean alive() {
    String nonce = "n" + System.nanoTime();
    send("ping", "{\"nonce\":\"" + nonce + "\"}");
    awaitOne(ServerMessage.Pong.class, pong -> pong.nonce().equals(Optional.of(nonce)));
    return true;
  }

  private final class Ears implements WebSocket.Listener {
    @Override
    public void onOpen(WebSocket ws) {
      if (reads) {
        ws.request(Long.MAX_VALUE);
      }
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket ws, CharSequence part, boolean last) {
      text.append(part);
      if (last) {
        Envelope<ServerMessage> envelope = codec.decodeServer(text.toString());
        envelope.seq().ifPresent(seq -> lastSeq = seq);
        switch (envelope.message()) {
          case ServerMessage.ConversationStarted started ->
              resumeToken = started.resumeToken().orElse("");
          case ServerMessage.Resumed resumed -> resumeToken = resumed.resumeToken();
          default -> {
            // has no token
          }
        }
        messages.add(envelope);
        text.setLength(0);
      }
      return null;
    }

    @Override
    public @Nullable CompletionStage<?> onBinary(WebSocket ws, ByteBuffer part, boolean last) {
      byte[] bytes = new byte[part.remaining()];
      part.get(bytes);
      binary.writeBytes(bytes);
      if (last) {
        lastSeq++;
        binaries.add(binary.toByteArray());
        binary.reset();
      }
      return null;
    }

    @Override
    public CompletionStage<?> onClose(WebSocket ws, int code, String reason) {
      closeReason = reason;
      closeCode = code;
      return CompletableFuture.completedFuture(null);
    }

    @Override
    public void onError(WebSocket ws, Throwable error) {
      lost = error;
    }
  }
}
