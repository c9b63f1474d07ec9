package coda.voice.gateway;

import coda.voice.gateway.access.Visitor;
import coda.voice.gateway.http.HttpAnswers;
import coda.voice.gateway.http.HttpError;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.ext.web.Router;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers HTTP requests on one event loop: upgrades to WebSocket, the paths that are mounted, and
 * clear refusals for the rest.
 */
final class HttpDoor {
  private static final Logger LOG = LoggerFactory.getLogger(HttpDoor.class);
  private static final Set<String> SOCKET_PATHS = Set.of("/", "/ws/voice");
  private static final long RETRY_MS = 2_000;

  /** What the router itself may find wrong with a request. */
  private static final List<Integer> FAILURES = List.of(400, 404, 405, 406, 413, 415, 500);

  private final Vertx vertx;
  private final GatewayParts parts;
  private final Router router;
  private final Map<HttpConnection, HandshakeWatch> watches = new HashMap<>();

  HttpDoor(Vertx vertx, GatewayParts parts) {
    this.vertx = vertx;
    this.parts = parts;
    this.router = Router.router(vertx);
    parts.routes().forEach(routes -> routes.mount(router, parts.access()));
    router.route().failureHandler(HttpAnswers::failure);
    FAILURES.forEach(status -> router.errorHandler(status, HttpAnswers::failure));
  }

  void connected(HttpConnection connection) {
    HandshakeWatch watch =
        new HandshakeWatch(
            vertx, connection, parts.settings().limits().get().patience().handshakeMs());
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
    } else {
      request.response().endHandler(ended -> answered(request));
      router.handle(request);
    }
  }

  private void socket(HttpServerRequest request) {
    if (!request.canUpgradeToWebSocket()) {
      request.response().putHeader("upgrade", "websocket").putHeader("connection", "upgrade");
      answered(request);
      if (!request.isEnded()) {
        // What else the client sends is not wanted: it is not read, the connection ends.
        request.response().putHeader("connection", "close");
      }
      HttpAnswers.refuse(
          request.response(),
          426,
          HttpError.HTTP_UPGRADE_REQUIRED,
          "This path speaks WebSocket only");
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
      connection = parts.frontDoor().open(socket, new Visitor(address, Optional.empty()));
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

  private void answered(HttpServerRequest request) {
    HandshakeWatch watch = watches.get(request.connection());
    if (watch != null) {
      watch.answered();
    }
  }
}
