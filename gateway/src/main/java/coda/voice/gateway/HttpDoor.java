package coda.voice.gateway;

import coda.voice.gateway.access.Visitor;
import coda.voice.gateway.http.ClientAddress;
import coda.voice.gateway.http.HttpAnswers;
import coda.voice.gateway.http.HttpError;
import coda.voice.gateway.http.RequestPatience;
import coda.voice.gateway.limits.LimitException;
import coda.voice.gateway.limits.Seat;
import coda.voice.gateway.speech.SpeechAnswers;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers HTTP requests on one event loop: upgrades to WebSocket, the paths that are mounted, and
 * clear refusals for the rest.
 */
final class HttpDoor {
  private static final Logger LOG = LoggerFactory.getLogger(HttpDoor.class);
  private static final long RETRY_MS = 2_000;

  /** A per cent sign without the two digits that belong to it. */
  private static final Pattern BROKEN_ESCAPE = Pattern.compile("%(?![0-9A-Fa-f]{2})");

  /** What the router itself may find wrong with a request. */
  private static final List<Integer> FAILURES = List.of(400, 404, 405, 406, 413, 415, 500);

  private final Vertx vertx;
  private final GatewayParts parts;
  private final Router router;
  private final UpgradeAccess upgrades;
  private final Map<String, FrontDoor> frontDoors = new HashMap<>();
  private final Map<HttpConnection, HandshakeWatch> watches = new HashMap<>();

  HttpDoor(Vertx vertx, GatewayParts parts) {
    this.vertx = vertx;
    this.parts = parts;
    this.router = Router.router(vertx);
    this.upgrades = new UpgradeAccess(parts.rules(), parts.meters());
    for (FrontDoor door : parts.frontDoors()) {
      door.paths().forEach(path -> frontDoors.put(path, door));
    }
    router.route().handler(this::patience);
    parts.routes().forEach(routes -> routes.mount(router, parts.access()));
    router.route().failureHandler(this::failed);
    FAILURES.forEach(status -> router.errorHandler(status, this::failed));
  }

  private void failed(RoutingContext context) {
    if (SpeechAnswers.speaks(context.normalizedPath())) {
      SpeechAnswers.failure(context, parts.meters());
    } else {
      HttpAnswers.failure(context, parts.meters());
    }
  }

  /** All paths that are mounted, each with its method: {@code GET /health/live}. */
  Set<String> paths() {
    Set<String> paths = new TreeSet<>();
    for (Route route : router.getRoutes()) {
      if (route.getPath() != null && route.methods() != null) {
        route.methods().forEach(method -> paths.add(method + " " + route.getPath()));
      }
    }
    return paths;
  }

  void connected(HttpConnection connection) {
    Optional<Seat> seat =
        parts
            .keeper()
            .socket(
                ClientAddress.peer(connection.remoteAddress()),
                !parts.addresses().proxy(connection.remoteAddress()));
    if (seat.isEmpty()) {
      connection.close();
      return;
    }
    HandshakeWatch watch = new HandshakeWatch(vertx, connection, parts.keeper(), seat.get());
    watches.put(connection, watch);
    connection.closeHandler(
        closed -> {
          seat.get().close();
          watch.done();
          watches.remove(connection);
        });
  }

  void handle(HttpServerRequest request) {
    HandshakeWatch watch = watches.get(request.connection());
    if (watch != null && watch.wasLast()) {
      return;
    }
    request.exceptionHandler(
        e -> LOG.debug("A request broke off: {}", e.getClass().getSimpleName()));
    if (!upgrades.site(request)) {
      answered(request);
      return;
    }
    String path = request.path() == null ? "" : request.path();
    if (request.authority() == null || BROKEN_ESCAPE.matcher(request.uri()).find()) {
      asked(request);
      request.response().putHeader("connection", "close");
      HttpAnswers.refuse(
          request.response(), 400, HttpError.HTTP_REFUSED, "The address is not well-formed");
      return;
    }
    FrontDoor frontDoor = frontDoors.get(path);
    if (frontDoor != null) {
      socket(request, frontDoor);
    } else {
      request
          .response()
          .endHandler(
              ended -> {
                // What is still to come of a request must come in time, answered or not.
                if (request.isEnded()) {
                  answered(request);
                }
                if (watch != null && watch.wasLast()) {
                  request.connection().close();
                }
              });
      asked(request);
      if (watch != null && request.headers().contains("transfer-encoding")) {
        // Where such a request ends, a proxy may see in another way; so nothing follows it.
        watch.lastRequest();
        request.response().putHeader("connection", "close");
      }
      try {
        parts.keeper().request(parts.addresses().of(request));
      } catch (LimitException e) {
        request.response().putHeader("connection", "close");
        refused(request, path, e);
        return;
      }
      router.handle(request);
    }
  }

  /** Handlers of requests that take long say so to the watch over their connection. */
  private void patience(RoutingContext context) {
    HandshakeWatch watch = watches.get(context.request().connection());
    if (watch != null) {
      context.put(RequestPatience.KEY, watch);
    }
    context.next();
  }

  private static void refused(HttpServerRequest request, String path, LimitException e) {
    if (SpeechAnswers.speaks(path)) {
      var unused = SpeechAnswers.failed(request.response(), e);
    } else {
      HttpAnswers.failed(request.response(), e);
    }
  }

  private void socket(HttpServerRequest request, FrontDoor door) {
    if (!request.canUpgradeToWebSocket()) {
      request.response().putHeader("upgrade", "websocket").putHeader("connection", "upgrade");
      asked(request);
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
    String address = parts.addresses().of(request);
    upgrades.identify(
        request,
        address,
        door.handshake(),
        identity -> upgrade(request, door, new Visitor(address, identity)));
  }

  private void upgrade(HttpServerRequest request, FrontDoor door, Visitor visitor) {
    Seat tcp = place(watches.remove(request.connection()));
    request
        .toWebSocket()
        .onSuccess(socket -> upgraded(socket, door, visitor, tcp))
        .onFailure(
            e -> {
              LOG.debug("An upgrade failed: {}", e.getClass().getSimpleName());
              request.connection().close();
            });
  }

  private void upgraded(ServerWebSocket socket, FrontDoor door, Visitor visitor, Seat tcp) {
    socket.closeHandler(closed -> tcp.close());
    if (socket.isClosed()) {
      tcp.close();
    }
    Optional<String> refusal = refusal();
    if (refusal.isPresent()) {
      refuse(socket, refusal.get(), RETRY_MS);
      return;
    }
    Seat seat;
    try {
      seat = parts.keeper().connection(visitor.address());
    } catch (LimitException e) {
      LOG.debug("Not let in from {}: {}", visitor.address(), e.getMessage());
      refuse(socket, e.safeMessage(), e.retryAfterMs());
      return;
    }
    enter(socket, door, visitor, seat, tcp);
  }

  private void refuse(ServerWebSocket socket, String reason, long retryAfterMs) {
    socket.exceptionHandler(
        e -> LOG.debug("A refused connection broke off: {}", e.getClass().getSimpleName()));
    String words = reason + "; retry_after_ms=" + retryAfterMs;
    SocketCloser.close(vertx, socket, CloseCodes.TRY_LATER, words);
  }

  private void enter(ServerWebSocket socket, FrontDoor door, Visitor visitor, Seat seat, Seat tcp) {
    FrontDoor.Connection connection;
    try {
      connection = door.open(socket, visitor);
    } catch (RuntimeException e) {
      seat.close();
      LOG.error("A connection could not be opened", e);
      SocketCloser.close(vertx, socket, CloseCodes.INTERNAL, "Internal error");
      return;
    }
    AtomicBoolean gone = new AtomicBoolean();
    Runnable leave =
        () -> {
          if (gone.compareAndSet(false, true)) {
            parts.connections().remove(connection);
            seat.close();
            tcp.close();
            connection.gone();
          }
        };
    parts.connections().add(connection, socket::isClosed, leave);
    socket.closeHandler(closed -> leave.run());
    if (socket.isClosed()) {
      // It was lost before we could ask to be told.
      leave.run();
    }
  }

  private Optional<String> refusal() {
    return switch (parts.service().status().state()) {
      case READY, IMPAIRED -> Optional.empty();
      case STARTING -> turnedAway("starting");
      case DRAINING -> turnedAway("draining");
    };
  }

  /** The watch is over; the place of its connection goes on. */
  private static Seat place(@Nullable HandshakeWatch watch) {
    if (watch == null) {
      return Seat.uncounted();
    }
    watch.done();
    return watch.place();
  }

  private Optional<String> turnedAway(String state) {
    parts.keeper().hits().refused(state);
    return Optional.of("Server " + state);
  }

  private void asked(HttpServerRequest request) {
    HandshakeWatch watch = watches.get(request.connection());
    if (watch != null) {
      watch.asked(
          request.headers().contains("content-length")
              || request.headers().contains("transfer-encoding"));
    }
  }

  private void answered(HttpServerRequest request) {
    HandshakeWatch watch = watches.get(request.connection());
    if (watch != null) {
      watch.answered();
    }
  }
}
