package coda.voice.engines.kyutai.transport;

import coda.voice.testkit.peers.socket.PeerServer;
import coda.voice.testkit.peers.socket.PeerSocket;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/**
 * Counts what two WebSocket clients make of a server that sends twenty messages and ends TCP
 * without a close frame. Not run with the tests; writes {@code target/dying-servers.md}.
 */
class DyingServerReport {
  private static final int MESSAGES = 20;
  private static final int RUNS = 300;
  private static final int PATIENCE_MS = 1_000;

  private interface Client {
    /** Connects; counts messages; completes when it is told that the connection ended. */
    CompletableFuture<Boolean> listen(URI uri, AtomicInteger heard);
  }

  @Test
  void count() throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        HttpClient http = HttpClient.newHttpClient()) {
      String table =
          "| client | all heard, end told | messages lost | end not told within a second |\n"
              + "|---|---|---|---|\n"
              + row("JDK", (uri, heard) -> jdk(http, threads, uri, heard))
              + row("ours", (uri, heard) -> ours(threads, uri, heard));
      Files.writeString(Path.of("target/dying-servers.md"), table);
    }
  }

  private static String row(String name, Client client) throws IOException {
    Map<String, Integer> outcomes = new TreeMap<>();
    try (PeerServer server = new PeerServer(request -> die(request.accept()))) {
      for (int i = 0; i < RUNS; i++) {
        AtomicInteger heard = new AtomicInteger();
        boolean told =
            client
                .listen(server.uri("/"), heard)
                .completeOnTimeout(false, PATIENCE_MS, TimeUnit.MILLISECONDS)
                .join();
        String outcome = heard.get() < MESSAGES ? "lost" : told ? "well" : "untold";
        outcomes.merge(outcome, 1, Integer::sum);
      }
    }
    return "| %s | %d | %d | %d |\n"
        .formatted(
            name,
            outcomes.getOrDefault("well", 0),
            outcomes.getOrDefault("lost", 0),
            outcomes.getOrDefault("untold", 0));
  }

  private static void die(PeerSocket socket) throws IOException {
    for (int i = 0; i < MESSAGES; i++) {
      socket.binary(new byte[9_600]);
    }
    socket.drop();
    while (socket.next().isPresent()) {
      // until the client has gone as well
    }
  }

  private static CompletableFuture<Boolean> jdk(
      HttpClient http, ExecutorService threads, URI uri, AtomicInteger heard) {
    CompletableFuture<Boolean> end = new CompletableFuture<>();
    http.newWebSocketBuilder()
        .buildAsync(
            uri,
            new WebSocket.Listener() {
              @Override
              public CompletionStage<?> onBinary(WebSocket from, ByteBuffer data, boolean last) {
                if (last) {
                  heard.incrementAndGet();
                }
                threads.execute(() -> from.request(1));
                return null;
              }

              @Override
              public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
                end.complete(true);
                return null;
              }

              @Override
              public void onError(WebSocket from, Throwable error) {
                end.complete(true);
              }
            })
        .thenAccept(opened -> end.whenComplete((told, none) -> opened.abort()));
    return end;
  }

  private static CompletableFuture<Boolean> ours(
      ExecutorService threads, URI uri, AtomicInteger heard) {
    CompletableFuture<Boolean> end = new CompletableFuture<>();
    CompletableFuture<Wire> opened = new CompletableFuture<>();
    WireListener listener =
        new WireListener() {
          @Override
          public void onOpen() {}

          @Override
          public void onMessage(byte[] message) {
            heard.incrementAndGet();
            threads.execute(() -> opened.join().next());
          }

          @Override
          public void onEnd(WireEnd how) {
            end.complete(true);
          }
        };
    try {
      Wire wire = new WireClient(Trust.usual(), threads, 10_000).wire(uri, Map.of(), listener);
      opened.complete(wire);
      wire.connect();
      return end;
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }
}
