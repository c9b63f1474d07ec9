package coda.voice.testkit.peers.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.WebSocketConnectOptions;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class PeerServerTest {
  private static HttpClient http;
  private static Vertx vertx;

  @BeforeAll
  static void start() {
    http = HttpClient.newHttpClient();
    vertx = Vertx.vertx();
  }

  @AfterAll
  static void stop() throws Exception {
    http.shutdownNow(); // the JDK does not notice every connection that is gone
    vertx.close().await(10, TimeUnit.SECONDS);
  }

  /** Notes what a JDK WebSocket is told. */
  private static final class Notes implements WebSocket.Listener {
    final List<byte[]> messages = new CopyOnWriteArrayList<>();
    final CompletableFuture<String> end = new CompletableFuture<>();
    private final ByteArrayOutputStream message = new ByteArrayOutputStream();

    @Override
    public CompletionStage<?> onBinary(WebSocket socket, ByteBuffer data, boolean last) {
      byte[] bytes = new byte[data.remaining()];
      data.get(bytes);
      message.writeBytes(bytes);
      if (last) {
        messages.add(message.toByteArray());
        message.reset();
      }
      socket.request(1);
      return null;
    }

    @Override
    public CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
      end.complete(code + " " + reason);
      return null;
    }

    @Override
    public void onError(WebSocket socket, Throwable error) {
      end.complete("error");
    }
  }

  private static WebSocket connect(HttpClient client, URI uri, Notes notes) {
    return client
        .newWebSocketBuilder()
        .header("kyutai-api-key", "sesame")
        .buildAsync(uri, notes)
        .join();
  }

  private static void echo(PeerRequest request) throws IOException {
    PeerSocket socket = request.accept();
    Optional<PeerMessage> next = socket.next();
    while (next.isPresent()) {
      if (next.get() instanceof PeerMessage.Binary(byte[] bytes)) {
        socket.fragments(bytes, 1000);
      }
      next = socket.next();
    }
  }

  @Test
  void shouldSpeakWithTheClientOfTheJdk() throws Exception {
    List<PeerRequest> requests = new CopyOnWriteArrayList<>();
    List<PeerMessage> seen = new CopyOnWriteArrayList<>();
    PeerScript script =
        request -> {
          requests.add(request);
          PeerSocket socket = request.accept();
          Optional<PeerMessage> next = socket.next();
          while (next.isPresent()) {
            seen.add(next.get());
            if (next.get() instanceof PeerMessage.Binary(byte[] bytes)) {
              socket.fragments(bytes, 1000);
            }
            next = socket.next();
          }
        };
    try (PeerServer server = new PeerServer(script)) {
      Notes notes = new Notes();
      WebSocket socket = connect(http, server.uri("/api/chat?a=1&b=x%20y"), notes);
      byte[] sent = new byte[70_000];
      sent[69_999] = 42;
      socket.sendBinary(ByteBuffer.wrap(sent), true).join();
      socket.sendText("hello", true).join();
      socket.sendPing(ByteBuffer.wrap(new byte[] {7})).join();
      await().until(() -> notes.messages.size() == 1 && seen.size() == 3);
      socket.sendClose(1000, "bye").join();

      assertThat(notes.end.get(10, TimeUnit.SECONDS)).isEqualTo("1000 bye");
      assertThat(notes.messages.getFirst()).isEqualTo(sent);
      assertThat(seen.get(1)).isEqualTo(new PeerMessage.Text("hello"));
      assertThat(((PeerMessage.Ping) seen.get(2)).payload()).containsExactly(7);
      await().until(() -> seen.getLast().equals(new PeerMessage.Close(1000, "bye")));
      assertThat(requests.getFirst().path()).isEqualTo("/api/chat");
      assertThat(requests.getFirst().query()).containsEntry("b", "x y");
      assertThat(requests.getFirst().header("Kyutai-Api-Key")).contains("sesame");
      await().until(() -> server.connections() == 0);
    }
  }

  @Test
  void shouldSpeakWithVertx() throws Exception {
    try (PeerServer server = new PeerServer(PeerServerTest::echo)) {
      CompletableFuture<Buffer> answer = new CompletableFuture<>();
      var client = vertx.createWebSocketClient();
      var socket =
          client
              .connect(
                  new WebSocketConnectOptions()
                      .setHost("localhost")
                      .setPort(server.port())
                      .setURI("/x"))
              .await(10, TimeUnit.SECONDS);
      socket.binaryMessageHandler(answer::complete);
      socket.writeBinaryMessage(Buffer.buffer(new byte[3000])).await(10, TimeUnit.SECONDS);

      assertThat(answer.get(10, TimeUnit.SECONDS).length()).isEqualTo(3000);
      socket.close().await(10, TimeUnit.SECONDS);
      client.close().await(10, TimeUnit.SECONDS);
    }
  }

  @Test
  void shouldRefuseWithAStatus() throws Exception {
    try (PeerServer server = new PeerServer(request -> request.refuse(503, "full"))) {
      assertThatThrownBy(() -> connect(http, server.uri("/"), new Notes()))
          .isInstanceOf(CompletionException.class)
          .cause()
          .isInstanceOfSatisfying(
              WebSocketHandshakeException.class,
              refused -> assertThat(refused.getResponse().statusCode()).isEqualTo(503));
    }
  }

  @Test
  void shouldAnswerPlainRequests() throws Exception {
    PeerScript script =
        request ->
            request.answer(
                200,
                "application/json",
                (request.method() + new String(request.body(), StandardCharsets.UTF_8))
                    .getBytes(StandardCharsets.UTF_8));
    try (PeerServer server = new PeerServer(script)) {
      HttpResponse<String> response =
          http.send(
              HttpRequest.newBuilder(URI.create("http://localhost:" + server.port() + "/info"))
                  .POST(HttpRequest.BodyPublishers.ofString("x"))
                  .build(),
              HttpResponse.BodyHandlers.ofString());

      assertThat(response.body()).isEqualTo("POSTx");
    }
  }

  @Test
  void shouldEndInEveryWay() throws Exception {
    assertThat(endOf(socket -> socket.close(1011, "why"))).isEqualTo("1011 why");
    assertThat(endOf(PeerSocket::closeWithoutCode)).isEqualTo("1005 ");
    assertThat(endOf(PeerSocket::drop)).isIn("error", "1006 ");
    assertThat(endOf(PeerSocket::reset)).isIn("error", "1006 ");
    assertThat(endOf(socket -> socket.frame(PeerSocket.BINARY, true, new byte[1], true)))
        .isIn("error", "1006 ");
  }

  /** What a client is told when the server ends so. */
  private static String endOf(Ending ending) throws Exception {
    PeerScript script =
        request -> {
          PeerSocket socket = request.accept();
          socket.next();
          ending.end(socket);
          while (socket.next().isPresent()) {
            // until the client has answered
          }
        };
    try (PeerServer server = new PeerServer(script)) {
      Notes notes = new Notes();
      connect(http, server.uri("/"), notes).sendText("go", true).join();
      return notes.end.get(10, TimeUnit.SECONDS);
    }
  }

  private interface Ending {
    void end(PeerSocket socket) throws IOException;
  }

  @Test
  void shouldRefuseMessagesThatAreTooLong() throws Exception {
    PeerScript script =
        request -> {
          PeerSocket socket = request.accept().maxMessageBytes(100);
          while (socket.next().isPresent()) {
            // only counts
          }
        };
    try (PeerServer server = new PeerServer(script)) {
      Notes notes = new Notes();
      connect(http, server.uri("/"), notes).sendBinary(ByteBuffer.allocate(101), true).join();

      assertThat(notes.end.get(10, TimeUnit.SECONDS)).startsWith("1009");
    }
  }

  @Test
  void shouldSpeakTlsWithACertificateOfItsOwn() throws Exception {
    SelfSigned identity = SelfSigned.create();
    try (PeerServer server = new PeerServer(PeerServerTest::echo, identity.server(), 0);
        HttpClient trusting = HttpClient.newBuilder().sslContext(trust(identity.pem())).build()) {
      Notes notes = new Notes();
      WebSocket socket = connect(trusting, server.uri("/"), notes);
      socket.sendBinary(ByteBuffer.allocate(10), true).join();
      await().until(() -> notes.messages.size() == 1);
      socket.abort();

      assertThat(server.uri("/").getScheme()).isEqualTo("wss");
      assertThatThrownBy(() -> connect(http, server.uri("/"), new Notes()))
          .hasRootCauseInstanceOf(java.security.cert.CertPathBuilderException.class);
    }
  }

  private static SSLContext trust(String pem) throws Exception {
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null);
    store.setCertificateEntry(
        "peer",
        CertificateFactory.getInstance("X.509")
            .generateCertificate(
                new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII))));
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(store);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context;
  }

  @Test
  void shouldEndItsConversationsWhenItCloses() throws Exception {
    PeerServer server = new PeerServer(PeerServerTest::echo);
    Notes notes = new Notes();
    connect(http, server.uri("/"), notes);
    server.close();

    assertThat(notes.end.get(10, TimeUnit.SECONDS)).isIn("error", "1006 ");
    assertThat(server.connections()).isZero();
  }
}
