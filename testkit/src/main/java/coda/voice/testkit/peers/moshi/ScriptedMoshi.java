package coda.voice.testkit.peers.moshi;

import coda.voice.testkit.peers.socket.PeerRequest;
import coda.voice.testkit.peers.socket.PeerServer;
import coda.voice.testkit.peers.socket.SelfSigned;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A Moshi server by script, on a free port of the loopback interface. All methods may be called
 * from any thread.
 */
public final class ScriptedMoshi implements AutoCloseable {
  /** Where Moshi is served. */
  public static final String PATH = "/api/chat";

  private final PeerServer server;
  private final Semaphore seats;
  private final List<MoshiSession> sessions = new CopyOnWriteArrayList<>();
  private final Deque<MoshiManner> manners = new ArrayDeque<>();
  private final AtomicInteger probes = new AtomicInteger();
  private final AtomicInteger refused = new AtomicInteger();

  /**
   * Starts one without TLS.
   *
   * @param manner how it behaves
   */
  public ScriptedMoshi(MoshiManner manner) throws IOException {
    this(manner, null, 0);
  }

  /**
   * Starts one.
   *
   * @param manner how it behaves
   * @param identity its certificate, or null to speak without TLS
   * @param port where it listens, 0 for any free one
   */
  public ScriptedMoshi(MoshiManner manner, @Nullable SelfSigned identity, int port)
      throws IOException {
    this.manners.add(manner);
    this.seats = new Semaphore(manner.sessions(), true);
    this.server = new PeerServer(this::serve, identity == null ? null : identity.server(), port);
  }

  /** Where it is: {@code ws://localhost:port}, or {@code wss} with a certificate. */
  public URI uri() {
    return server.uri("");
  }

  /** The port it listens on. */
  public int port() {
    return server.port();
  }

  /**
   * Behaves differently from the next connection on. The shape stays.
   *
   * @param inTurn how: each for one connection, the last for all that follow
   */
  public void behave(MoshiManner... inTurn) {
    synchronized (manners) {
      manners.clear();
      manners.addAll(List.of(inTurn));
    }
  }

  private MoshiManner manner(boolean connection) {
    synchronized (manners) {
      return connection && manners.size() > 1 ? manners.remove() : manners.element();
    }
  }

  /** Everybody who ever connected, waiting ones included, in order. */
  public List<MoshiSession> sessions() {
    return sessions;
  }

  /** Who connected last. */
  public MoshiSession last() {
    return sessions.getLast();
  }

  /** How many sessions have had their handshake and are not over. */
  public long active() {
    return sessions.stream().filter(session -> session.served() && !session.ended()).count();
  }

  /** How many TCP connections are open. */
  public int connections() {
    return server.connections();
  }

  /** How many plain requests came. */
  public int probes() {
    return probes.get();
  }

  /** How many connections were refused. */
  public int refused() {
    return refused.get();
  }

  private void serve(PeerRequest request) throws IOException {
    MoshiManner now = manner(request.wantsWebSocket());
    if (!request.path().equals(PATH)) {
      request.refuse(404, "404: Not Found");
      return;
    }
    if (!request.wantsWebSocket()) {
      probes.incrementAndGet();
      request.refuse(
          400, "No WebSocket UPGRADE hdr: None\n Can \"Upgrade\" only to \"WebSocket\".");
      return;
    }
    if (now.refusal > 0) {
      refused.incrementAndGet();
      request.refuse(now.refusal, "refused by the script");
      return;
    }
    Optional<String> problem = now.strict() ? RustQuery.problem(request.query()) : Optional.empty();
    if (problem.isPresent()) {
      request.refuse(400, problem.get());
      return;
    }
    MoshiSession session =
        new MoshiSession(
            now, seats, request, request.accept().maxMessageBytes(maxMessage(now.shape)));
    sessions.add(session);
    session.run();
  }

  private static int maxMessage(MoshiShape shape) {
    return shape == MoshiShape.PYTHON ? 4 << 20 : 64 << 20;
  }

  /** Ends every session and stops listening. Idempotent. */
  @Override
  public void close() {
    server.close();
  }
}
