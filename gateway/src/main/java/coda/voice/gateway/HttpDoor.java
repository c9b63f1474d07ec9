package coda.voice.gateway;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers HTTP requests on one event loop: health, upgrades to WebSocket, and clear refusals for
 * the rest.
 */
final class HttpDoor {
  private static final Logger LOG = LoggerFactory.getLogger(HttpDoor.class);
  private static final Set<String> SOCKET_PATHS = Set.of("/", "/ws/voice");
  private static final long RETRY_MS = 2_000;

  private final Vertx vertx;
  private final GatewayParts parts;
  private final Map<HttpConnection, HandshakeWatch> watches = new HashMap<>();

  HttpDoor(Vertx vertx, GatewayParts parts) {
    this.vertx = vertx;
    this.parts = parts;
  }

  void connected(HttpConnection connection) {
    HandshakeWatch watch =
        new HandshakeWatch(vertx, connection, parts.settings().limits().get().handshakeMs());
    watches.put(connection, watch);
    connection.closeHandler(
        closed -> {
          watch.done();
          watches.remove(connection);
        });
  }

  void handle(HttpServerRequest request) {
    request.exceptionHandler(e -> LOG.debug("A request broke off: {}", e.toString()));
    String path = request.path() == null ? "" : request.path();
    if (SOCKET_PATHS.contains(path)) {
      socket(request);
    } else if (path.equals("/health/live") || path.equals("/health/ready")) {
      health(request, path);
    } else {
      refuse(request, 404, "There is nothing at this path");
    }
  }

  private void health(HttpServerRequest request, String path) {
    if (!request.method().equals(HttpMethod.GET) && !request.method().equals(HttpMethod.HEAD)) {
      request.response().putHeader("allow", "GET, HEAD");
      refuse(request, 405, "Only GET is allowed here");
      return;
    }
    answered(request);
    if (path.equals("/health/live")) {
      parts.health().live(request.response());
    } else {
      parts.health().ready(request.response());
    }
  }

  private void socket(HttpServerRequest request) {
    if (!request.canUpgradeToWebSocket()) {
      request.response().putHeader("upgrade", "websocket").putHeader("connection", "upgrade");
      refuse(request, 426, "This path speaks WebSocket only");
      return;
    }
    HandshakeWatch watch = watches.remove(request.connection());
    if (watch != null) {
      watch.done();
    }
    request
        .toWebSocket()
        .onSuccess(this::upgraded)
        .onFailure(
            e -> {
              LOG.debug("An upgrade failed: {}", e.toString());
              request.connection().close();
            });
  }

  private void upgraded(ServerWebSocket socket) {
    String address = socket.remoteAddress() == null ? "" : socket.remoteAddress().hostAddress();
    Optional<String> refusal = refusal().or(() -> parts.admission().enter(address));
    if (refusal.isPresent()) {
      socket.exceptionHandler(e -> LOG.debug("A refused connection broke off: {}", e.toString()));
      String reason = refusal.get() + "; retry_after_ms=" + RETRY_MS;
      SocketCloser.close(vertx, socket, CloseCodes.TRY_LATER, reason);
      return;
    }
    FrontDoor.Connection connection;
    try {
      connection = parts.frontDoor().open(socket);
    } catch (RuntimeException e) {
      parts.admission().leave(address);
      LOG.error("A connection could not be opened", e);
      SocketCloser.close(vertx, socket, CloseCodes.INTERNAL, "Internal error");
      return;
    }
    parts.connections().add(connection);
    AtomicBoolean gone = new AtomicBoolean();
    Runnable leave =
        () -> {
          if (gone.compareAndSet(false, true)) {
            parts.connections().remove(connection);
            parts.admission().leave(address);
            connection.gone();
          }
        };
    socket.closeHandler(closed -> leave.run());
    if (socket.isClosed()) {
      // It was lost before we could ask to be told.
      leave.run();
    }
  }

  private Optional<String> refusal() {
    return switch (parts.service().status().state()) {
      case READY, IMPAIRED -> Optional.empty();
      case STARTING -> Optional.of("Server starting");
      case DRAINING -> Optional.of("Server draining");
    };
  }

  private void refuse(HttpServerRequest request, int code, String error) {
    answered(request);
    if (!request.isEnded()) {
      // What else the client sends is not wanted: it is not read, the connection ends.
      request.response().putHeader("connection", "close");
    }
    HealthAnswers.send(request.response(), code, new JsonObject().put("error", error));
  }

  private void answered(HttpServerRequest request) {
    HandshakeWatch watch = watches.get(request.connection());
    if (watch != null) {
      watch.answered();
    }
  }
}
