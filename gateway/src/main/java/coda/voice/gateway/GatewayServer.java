package coda.voice.gateway;

import static coda.voice.gateway.GatewayError.GATEWAY_CANNOT_LISTEN;
import static coda.voice.gateway.GatewayError.GATEWAY_PORT_IN_USE;

import coda.voice.gateway.access.AccessRules;
import coda.voice.gateway.http.ClientAddress;
import coda.voice.gateway.http.HttpRoutes;
import coda.voice.gateway.http.RouteAccess;
import coda.voice.gateway.limits.Limit;
import coda.voice.gateway.limits.LimitKeeper;
import coda.voice.gateway.limits.Sizes;
import coda.voice.gateway.load.LoopLag;
import coda.voice.gateway.tls.HandshakeFailures;
import coda.voice.gateway.tls.TlsError;
import coda.voice.gateway.tls.TlsException;
import coda.voice.gateway.tls.TlsIdentity;
import coda.voice.gateway.tls.TlsRules;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import java.net.BindException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The HTTP server that all front doors share: one socket, served by several event loops. The
 * methods here block and are called from outside the event loops.
 */
public final class GatewayServer {
  private static final Logger LOG = LoggerFactory.getLogger(GatewayServer.class);
  private static final int MOST = 256 << 20;
  private static final int LINE_BYTES = 4_096;
  private static final int HEADER_BYTES = 8_192;

  /** Only where recordings are uploaded are forms read at all; those have a dozen fields. */
  private static final int FORM_FIELDS = 32;

  private static final Duration CLOSE_BOUND = Duration.ofSeconds(5);

  private final Vertx vertx;
  private final GatewayParts parts;
  private final Optional<HandshakeFailures> handshakes;
  private volatile @Nullable HttpServer listener;
  private volatile int port;
  private volatile Set<String> paths = Set.of();

  /**
   * A server that does not listen yet.
   *
   * @param vertx whose event loops are used; not closed here
   * @param settings where it listens
   * @param service the server behind it
   * @param keeper keeps clients within limits
   * @param frontDoors take the WebSockets, each at paths of its own
   * @param rules who comes in, and from where
   * @param meters counts and measures
   * @param routes more paths that are answered over plain HTTP
   */
  public GatewayServer(
      Vertx vertx,
      GatewaySettings settings,
      VoiceService service,
      LimitKeeper keeper,
      List<FrontDoor> frontDoors,
      AccessRules rules,
      GateMeters meters,
      List<HttpRoutes> routes) {
    this.vertx = vertx;
    OpenConnections connections = new OpenConnections();
    ClientAddress addresses = new ClientAddress(settings.trustedProxies(), meters.registry());
    this.parts =
        new GatewayParts(
            settings,
            service,
            List.copyOf(frontDoors),
            keeper,
            addresses,
            new LoopLag(),
            connections,
            rules,
            new RouteAccess(rules.authenticator(), addresses),
            Stream.concat(
                    Stream.of(new HealthAnswers(service, keeper.load(), connections)),
                    routes.stream())
                .toList(),
            meters);
    meters.watch(connections, keeper);
    this.handshakes = settings.tls().map(tls -> new HandshakeFailures(meters.registry()));
    this.port = settings.port();
  }

  /**
   * Begins to listen. Returns when it does.
   *
   * @throws GatewayException {@code GATEWAY_PORT_IN_USE} or {@code GATEWAY_CANNOT_LISTEN}
   */
  public void start() {
    try {
      vertx
          .deployVerticle(
              Loop::new, new DeploymentOptions().setInstances(parts.settings().eventLoops()))
          .await();
    } catch (Exception e) { // await() throws whatever the deployment failed with
      throw cannotListen(e);
    }
  }

  /**
   * Whoever connects from now on sees another certificate; connections that are open go on. Blocks.
   *
   * @param identity who the server is from now on
   * @throws TlsException {@code TLS_NOT_RENEWED}; then the old one stays in use
   */
  public void renew(TlsIdentity identity) {
    HttpServer listening = listener;
    if (listening == null || parts.settings().tls().isEmpty()) {
      throw new IllegalStateException("Nobody listens with TLS");
    }
    try {
      // All event loops share one listener: whichever is asked passes it on.
      listening.updateSSLOptions(TlsRules.renewed(identity, handshakeTime()), true).await();
    } catch (Exception e) { // await() throws whatever the update failed with
      throw new TlsException(
          TlsError.TLS_NOT_RENEWED, "The listener does not take the new certificate: " + e, e);
    }
  }

  private Duration handshakeTime() {
    return Duration.ofMillis(parts.keeper().limits().patience().handshakeMs());
  }

  /** The port it listens on. */
  public int port() {
    return port;
  }

  /** All paths of plain HTTP, each with its method: {@code GET /health/live}. Since the start. */
  public Set<String> paths() {
    return paths;
  }

  /** Connections that are open. */
  public int connections() {
    return parts.connections().count();
  }

  /** Places that are taken; the same number, unless something leaks. */
  public int admitted() {
    return parts.keeper().connected();
  }

  /** How late the event loops are. */
  public LoopLag lag() {
    return parts.lag();
  }

  /**
   * Lets conversations finish their replies; whoever comes new is refused if the {@link
   * VoiceService} says so. Blocks.
   *
   * @param bound no longer than that
   * @return conversations that were still going on then
   * @throws InterruptedException when the caller is
   */
  public long drain(Duration bound) throws InterruptedException {
    parts.frontDoors().forEach(FrontDoor::endAbsent);
    return parts.connections().drain(bound);
  }

  /**
   * Lets conversations finish their replies and end, like {@link #drain}, but does not wait.
   *
   * @param bound clients are told that they are cut off after that
   */
  public void beginDrain(Duration bound) {
    parts.frontDoors().forEach(FrontDoor::endAbsent);
    parts.connections().beginDrain(bound);
  }

  /**
   * Lets go of connections that are closed although nobody was told so. To be done every few
   * seconds; one that was just closed is given until the next time. Does not block.
   *
   * @return how many
   */
  public int sweep() {
    int swept = parts.connections().sweep();
    if (swept > 0) {
      LOG.warn("{} connections were closed and nobody was told; they are let go", swept);
    }
    return swept;
  }

  /**
   * Closes every connection with 1001. Blocks until they are gone, some seconds at most.
   *
   * @throws InterruptedException when the caller is
   */
  public void close() throws InterruptedException {
    parts.frontDoors().forEach(FrontDoor::endAbsent);
    parts.connections().close(CLOSE_BOUND);
    if (parts.connections().count() > 0) {
      LOG.warn("{} connections did not close in time", parts.connections().count());
    }
  }

  private RuntimeException cannotListen(Exception failure) {
    Throwable cause =
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    String where = parts.settings().host() + ":" + parts.settings().port();
    if (cause instanceof BindException) {
      return new GatewayException(
          GATEWAY_PORT_IN_USE,
          "Cannot listen on %s: %s. Is another server running? Choose another port with --port or server.port"
              .formatted(where, cause.getMessage()));
    }
    return new GatewayException(GATEWAY_CANNOT_LISTEN, "Cannot listen on " + where + ": " + cause);
  }

  /** One event loop's share of the server. */
  private final class Loop extends VerticleBase {
    @Override
    public Future<?> start() {
      HttpDoor door = new HttpDoor(vertx, parts);
      parts.lag().watch(vertx);
      paths = door.paths();
      return vertx
          .createHttpServer(secured(options()))
          .connectionHandler(door::connected)
          .requestHandler(door::handle)
          .invalidRequestHandler(
              request -> {
                LOG.debug("A request is not HTTP");
                io.vertx.core.http.HttpServerRequest.DEFAULT_INVALID_REQUEST_HANDLER.handle(
                    request);
              })
          .exceptionHandler(this::brokeOff)
          .listen(sharedPort(), parts.settings().host())
          .onSuccess(server -> listening(server));
    }

    /** A free port that all loops share is asked for with a negative number. */
    private int sharedPort() {
      return parts.settings().port() == 0 ? -1 : parts.settings().port();
    }

    private void listening(HttpServer server) {
      listener = server;
      port = server.actualPort();
    }

    private void brokeOff(Throwable failure) {
      // Never what it says: that may be a header, with the token in it.
      LOG.debug("A connection broke off: {}", failure.getClass().getSimpleName());
      if (handshakes.flatMap(each -> each.failed(failure)).stream()
          .anyMatch(HandshakeFailures.Reason.TIMEOUT::equals)) {
        parts.keeper().hits().hit(Limit.HANDSHAKE_MS);
      }
    }

    private HttpServerOptions secured(HttpServerOptions options) {
      parts.settings().tls().ifPresent(tls -> TlsRules.apply(options, tls, handshakeTime()));
      return options;
    }

    private HttpServerOptions options() {
      Sizes sizes = parts.keeper().limits().sizes();
      // Messages up to twice the limit are read, so that they can be refused in order; beyond that
      // the frame itself is refused, and a client still writing it may see a reset instead.
      int most = Math.max(sizes.realtimeBytes(), Math.max(sizes.textBytes(), sizes.binaryBytes()));
      int largest = Math.clamp(2L * most, 1, MOST);
      return new HttpServerOptions()
          .setTcpNoDelay(true)
          .setHttp2ClearTextEnabled(false)
          .setPerMessageWebSocketCompressionSupported(false)
          .setPerFrameWebSocketCompressionSupported(false)
          .setMaxWebSocketFrameSize(largest)
          .setMaxWebSocketMessageSize(largest)
          .setWebSocketClosingTimeout(2)
          .setWebSocketSubProtocols(
              parts.frontDoors().stream().map(door -> door.handshake().subprotocol()).toList())
          .setMaxInitialLineLength(LINE_BYTES)
          .setMaxHeaderSize(HEADER_BYTES)
          .setMaxFormFields(FORM_FIELDS)
          .setDecompressionSupported(false);
    }
  }
}
