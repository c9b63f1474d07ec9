package coda.voice.engines.kyutai.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import coda.voice.testkit.peers.socket.PeerMessage;
import coda.voice.testkit.peers.socket.PeerScript;
import coda.voice.testkit.peers.socket.PeerServer;
import coda.voice.testkit.peers.socket.PeerSocket;
import coda.voice.testkit.peers.socket.SelfSigned;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WireTest {
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Ear ear = new Ear();
  private PeerServer server;
  private Wire wire;

  /** Remembers what comes; asks for more by itself unless told not to. */
  private final class Ear implements WireListener {
    private final List<byte[]> messages = new CopyOnWriteArrayList<>();
    private final CompletableFuture<WireEnd> end = new CompletableFuture<>();
    private volatile boolean opened;
    private volatile boolean patient;

    @Override
    public void onOpen() {
      opened = true;
    }

    @Override
    public void onMessage(byte[] message) {
      messages.add(message);
      if (!patient) {
        wire.next();
      }
    }

    @Override
    public void onEnd(WireEnd how) {
      assertThat(end.complete(how)).isTrue();
    }

    WireEnd end() {
      return end.orTimeout(1, TimeUnit.MINUTES).join();
    }
  }

  private void open(PeerScript script) throws IOException, GeneralSecurityException {
    open(script, Trust.usual(), null);
  }

  private void open(PeerScript script, SSLContext trust, SSLContext key) throws IOException {
    server = new PeerServer(script, key, 0);
    open(server.uri("/path?query=1"), trust);
  }

  private void open(URI uri, SSLContext trust) {
    wire = new WireClient(trust, threads, 10_000).wire(uri, Map.of("x-key", "secret"), ear);
    wire.connect();
  }

  @AfterEach
  void stop() {
    if (wire != null) {
      wire.abort();
    }
    if (server != null) {
      server.close();
    }
    threads.shutdownNow();
  }

  private static void untilGone(PeerSocket socket) throws IOException {
    Optional<PeerMessage> next;
    do {
      next = socket.next();
    } while (next.isPresent());
  }

  @Test
  void shouldAskForAWebSocketWithItsHeaders() throws Exception {
    BlockingQueue<String> seen = new LinkedBlockingQueue<>();
    open(
        request -> {
          seen.add(request.method() + " " + request.path() + " " + request.query());
          seen.add(request.header("host").orElse(""));
          seen.add(request.header("x-key").orElse(""));
          untilGone(request.accept());
        });
    assertThat(seen.poll(1, TimeUnit.MINUTES)).isEqualTo("GET /path {query=1}");
    assertThat(seen.poll(1, TimeUnit.MINUTES)).isEqualTo("localhost:" + server.port());
    assertThat(seen.poll(1, TimeUnit.MINUTES)).isEqualTo("secret");
    await().atMost(PATIENCE).until(() -> ear.opened);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 125, 126, 65_535, 65_536, 300_000})
  void shouldCarryMessagesOfAnyLengthBothWays(int length) throws Exception {
    open(
        request -> {
          PeerSocket socket = request.accept();
          socket.next().map(m -> ((PeerMessage.Binary) m).bytes()).ifPresent(b -> echo(socket, b));
          untilGone(socket);
        });
    byte[] message = new byte[length];
    for (int i = 0; i < length; i++) {
      message[i] = (byte) (i * 31);
    }
    wire.send(message);
    await().atMost(PATIENCE).until(() -> ear.messages.size() == 2);
    assertThat(ear.messages.get(0)).isEqualTo(message);
    assertThat(ear.messages.get(1)).isEqualTo(message);
  }

  /** Whole, and in fragments with a ping between them. */
  private static void echo(PeerSocket socket, byte[] bytes) {
    try {
      socket.binary(bytes);
      socket.frame(PeerSocket.BINARY, false, bytes, false);
      socket.ping(new byte[] {1, 2, 3});
      socket.frame(PeerSocket.CONTINUATION, true, new byte[0], false);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void shouldAnswerPingsAndSendEmptyOnes() throws Exception {
    BlockingQueue<PeerMessage> seen = new LinkedBlockingQueue<>();
    open(
        request -> {
          PeerSocket socket = request.accept();
          socket.ping(new byte[] {7});
          for (var next = socket.next(); next.isPresent(); next = socket.next()) {
            seen.add(next.get());
          }
        });
    assertThat(((PeerMessage.Pong) seen.poll(1, TimeUnit.MINUTES)).payload()).containsExactly(7);
    wire.ping();
    assertThat(((PeerMessage.Ping) seen.poll(1, TimeUnit.MINUTES)).payload()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 401, 503})
  void shouldTellWhatTheServerAnsweredInstead(int status) throws Exception {
    open(request -> request.refuse(status, "no"));
    assertThat(ear.end()).isEqualTo(new WireEnd.Refused(status));
  }

  @Test
  void shouldNotBelieveAnAnswerToAnotherKey() throws Exception {
    try (ServerSocket listener = new ServerSocket(0)) {
      threads.execute(
          () -> answer(listener, "HTTP/1.1 101 Fine\r\nSec-WebSocket-Accept: x\r\n\r\n"));
      open(URI.create("ws://localhost:" + listener.getLocalPort()), Trust.usual());
      assertThat(ear.end()).isInstanceOf(WireEnd.Unreachable.class);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"SSH-2.0-x\r\n\r\n", "HTTP/1.1 101", "", "HTTP/1.1 abc d\r\n\r\n"})
  void shouldNotTakeOtherServersForOurs(String text) throws Exception {
    try (ServerSocket listener = new ServerSocket(0)) {
      threads.execute(() -> answer(listener, text));
      open(URI.create("ws://localhost:" + listener.getLocalPort()), Trust.usual());
      assertThat(ear.end()).isInstanceOf(WireEnd.Unreachable.class);
    }
  }

  private static void answer(ServerSocket listener, String text) {
    try (var socket = listener.accept()) {
      socket.getInputStream().read(new byte[4_096]);
      socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void shouldSayThatNobodyListens() throws Exception {
    int port;
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    open(URI.create("ws://localhost:" + port), Trust.usual());
    assertThat(ear.end()).isInstanceOf(WireEnd.Unreachable.class);
  }

  @Test
  void shouldLoseNothingThatCameBeforeAServerDied() throws Exception {
    for (int run = 0; run < 30; run++) {
      Ear each = new Ear();
      try (PeerServer dying =
          new PeerServer(
              request -> {
                PeerSocket socket = request.accept();
                for (int i = 0; i < 20; i++) {
                  socket.binary(new byte[9_600]);
                }
                socket.drop();
                untilGone(socket);
              })) {
        wire = new WireClient(Trust.usual(), threads, 10_000).wire(dying.uri("/"), Map.of(), each);
        wire.connect();
        assertThat(each.end()).isInstanceOf(WireEnd.Broken.class);
        assertThat(each.messages).hasSize(20);
      }
    }
  }

  @Test
  void shouldTellHowTheServerClosed() throws Exception {
    open(
        request -> {
          PeerSocket socket = request.accept();
          socket.binary(new byte[1]);
          socket.close(1011, "too much");
          untilGone(socket);
        });
    assertThat(ear.end()).isEqualTo(new WireEnd.Closed(1011, "too much"));
    assertThat(ear.messages).hasSize(1);
    await().atMost(PATIENCE).until(() -> server.connections() == 0);
  }

  @Test
  void shouldCloseAfterWhatItSent() throws Exception {
    BlockingQueue<PeerMessage> seen = new LinkedBlockingQueue<>();
    open(
        request -> {
          PeerSocket socket = request.accept();
          for (var next = socket.next(); next.isPresent(); next = socket.next()) {
            seen.add(next.get());
            if (next.get() instanceof PeerMessage.Close) {
              return;
            }
          }
        });
    wire.send(new byte[] {1});
    wire.close();
    wire.send(new byte[] {2});
    assertThat(ear.end()).isEqualTo(new WireEnd.Closed(1000, ""));
    assertThat(seen.poll(1, TimeUnit.MINUTES)).isInstanceOf(PeerMessage.Binary.class);
    assertThat(seen.poll(1, TimeUnit.MINUTES)).isEqualTo(new PeerMessage.Close(1000, ""));
    await().atMost(PATIENCE).until(() -> server.connections() == 0);
  }

  @Test
  void shouldReadOneMessageAtATime() throws Exception {
    ear.patient = true;
    open(
        request -> {
          PeerSocket socket = request.accept();
          socket.binary(new byte[1]);
          socket.binary(new byte[2]);
          socket.binary(new byte[3]);
          untilGone(socket);
        });
    await().atMost(PATIENCE).until(() -> ear.messages.size() == 1);
    wire.next();
    await().atMost(PATIENCE).until(() -> ear.messages.size() == 2);
    await().during(Duration.ofMillis(50)).until(() -> ear.messages.size() == 2);
  }

  @Test
  void shouldSayThatTheServerDoesNotRead() throws Exception {
    open(
        request -> {
          request.accept();
          Thread.sleep(Duration.ofHours(1));
        });
    await().atMost(PATIENCE).until(() -> !wire.send(new byte[1 << 20]));
    assertThat(ear.end).isNotDone();
  }

  @Test
  void shouldTellNothingOnceItWasBroken() throws Exception {
    open(request -> untilGone(request.accept()));
    await().atMost(PATIENCE).until(() -> ear.opened);
    wire.abort();
    wire.abort();
    await().atMost(PATIENCE).until(() -> server.connections() == 0);
    assertThat(ear.end).isNotDone();
  }

  @Test
  void shouldGiveUpAServerThatNeverAnswersWhenBroken() throws Exception {
    open(request -> Thread.sleep(Duration.ofHours(1)));
    await().atMost(PATIENCE).until(() -> server.connections() == 1);
    wire.abort();
    assertThat(ear.opened).isFalse();
    assertThat(ear.end).isNotDone();
  }

  @Test
  void shouldEndWithAServerThatBreaksTheRules() throws Exception {
    List<byte[]> broken =
        List.of(
            new byte[] {(byte) 0x83, 0}, // an unknown kind
            new byte[] {(byte) 0xC2, 0}, // a reserved bit
            new byte[] {(byte) 0x82, (byte) 0x80, 0, 0, 0, 0}, // masked
            new byte[] {(byte) 0x80, 0}, // goes on with nothing
            new byte[] {(byte) 0x09, 0}, // a ping in fragments
            new byte[] {(byte) 0x82, 127, 0, 0, 0, 1, 0, 0, 0, 0}); // four gigabytes
    for (byte[] frame : broken) {
      Ear each = new Ear();
      try (PeerServer peer =
          new PeerServer(
              request -> {
                PeerSocket socket = request.accept();
                socket.raw(frame);
                untilGone(socket);
              })) {
        wire = new WireClient(Trust.usual(), threads, 10_000).wire(peer.uri("/"), Map.of(), each);
        wire.connect();
        assertThat(each.end()).isInstanceOf(WireEnd.Broken.class);
      }
    }
  }

  @Test
  void shouldTrustWhomItIsTold(@TempDir Path folder) throws Exception {
    SelfSigned pair = SelfSigned.create();
    PeerScript greeting =
        request -> {
          PeerSocket socket = request.accept();
          socket.binary(new byte[1]);
          untilGone(socket);
        };
    open(greeting, Trust.usual(), pair.server());
    assertThat(ear.end()).isInstanceOf(WireEnd.Unreachable.class);
    Path pem = Files.writeString(folder.resolve("ca.pem"), pair.pem());
    for (SSLContext trust : List.of(Trust.in(pem), Trust.anybody())) {
      int before = ear.messages.size();
      open(server.uri("/"), trust);
      await().atMost(PATIENCE).until(() -> ear.messages.size() == before + 1);
      wire.abort();
    }
  }
}
